-- The same by purpose, where one was given.
SELECT purpose, accesses
FROM (
  SELECT purpose, COUNT(*) AS accesses
  FROM data_accesses
  WHERE names_subject = 1
  GROUP BY purpose
)
WHERE purpose IS NOT NULL

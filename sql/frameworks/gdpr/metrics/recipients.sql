-- Who received data.
SELECT recipient
FROM (
  SELECT recipient, COUNT(*) AS accesses
  FROM data_accesses
  WHERE names_subject = 1
  GROUP BY recipient
)
WHERE recipient IS NOT NULL

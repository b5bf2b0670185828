-- From a review's start to its first decision, over the completed that have a start.
SELECT
  HOURS(PERCENTILE_NEAREST_RANK(decide_ms, 0.5)) AS hours_to_decide_median,
  HOURS(PERCENTILE_NEAREST_RANK(decide_ms, 0.95)) AS hours_to_decide_p95
FROM (SELECT decide_ms FROM reviews WHERE completed = 1)

-- Actors that were in two places at once.
SELECT COUNT(*) AS shared_ids FROM shared_ids

-- Accesses to assets that hold health information.
SELECT
  COALESCE(SUM(accesses), 0) AS phi_accesses,
  COUNT(DISTINCT actor_id) AS phi_accessors,
  COALESCE(SUM(accountable), 0) AS disclosures_accountable,
  COALESCE(SUM(break_glass), 0) AS break_glass
FROM phi_access_counts

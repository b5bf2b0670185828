-- Approvals by who requested, and decisions by whom they are about.
SELECT
  COALESCE(a.self_approved, 0) AS sod_requester_is_approver,
  COALESCE(r.self_decisions, 0) AS sod_reviewer_is_subject
FROM (SELECT SUM(self_approved) AS self_approved FROM access_steps) AS a
CROSS JOIN (SELECT SUM(self_decisions) AS self_decisions FROM reviews) AS r

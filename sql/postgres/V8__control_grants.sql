-- The control plane: takes requests, keeps the queue, calls webhooks. It can't change reference
-- data, write an artifact, or take back what the access log has.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'verity_control') THEN
    RAISE EXCEPTION 'no role verity_control: run sql/postgres/roles.sql again, then migrate again';
  END IF;
END
$$;

GRANT USAGE ON SCHEMA public TO verity_control;
-- not what a report was computed from or consists of: a run is completed by its job alone
GRANT SELECT, INSERT ON report_runs TO verity_control;
GRANT UPDATE (status, attempt, failures, not_before, retry_after, lease_owner, lease_until,
  cancel_requested_by, error, progress, started_at, finished_at) ON report_runs TO verity_control;
GRANT SELECT ON report_artifacts, report_events TO verity_control;
GRANT SELECT ON access_log TO verity_control;
GRANT INSERT (actor, action, object, outcome, detail) ON access_log TO verity_control;
GRANT SELECT, INSERT, UPDATE ON webhooks TO verity_control;
GRANT SELECT, UPDATE ON webhook_deliveries TO verity_control;
GRANT SELECT, UPDATE ON access_log_published TO verity_control;

REVOKE SELECT ON webhooks FROM verity_auditor;
GRANT SELECT (id, owner, url, types, created_at, removed_at) ON webhooks TO verity_auditor;

-- The control plane collects evidence and keeps holds; the keeper of holds, a process of its own with
-- ClickHouse's operator account, carries out what holds mean for the trail.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'verity_operator') THEN
    RAISE EXCEPTION 'no role verity_operator: run sql/postgres/roles.sql again, then migrate again';
  END IF;
END
$$;

GRANT SELECT, INSERT, UPDATE ON controls TO verity_control;
GRANT SELECT ON evidence_records, evidence_custody TO verity_control;
GRANT INSERT (control_id, period_start, period_end, collector_ver, content_hash, collected_by,
  trigger, requested_by) ON evidence_records TO verity_control;
GRANT UPDATE (collector_ver, raw_payload, artifact_s3_key, status, content_hash, collected_by,
  object_version_id, attempt, error) ON evidence_records TO verity_control;
GRANT INSERT (record_id, actor, action, detail) ON evidence_custody TO verity_control;
GRANT SELECT, INSERT, UPDATE ON source_rates, source_slots TO verity_control;
GRANT SELECT, INSERT, UPDATE, DELETE ON scheduled_tasks TO verity_control;
GRANT SELECT ON legal_holds, legal_hold_approvals, legal_hold_objects, legal_hold_coverage,
  trail_retention TO verity_control;
GRANT INSERT (name, reason, scope, requested_by) ON legal_holds TO verity_control;
GRANT UPDATE (status, release_requested_by, release_reason) ON legal_holds TO verity_control;
GRANT INSERT (hold_id, action, approver) ON legal_hold_approvals TO verity_control;
GRANT INSERT (hold_id, object_key, version_id, record_id, run_id) ON legal_hold_objects
  TO verity_control;
GRANT UPDATE (held_at, released_at) ON legal_hold_objects TO verity_control;

GRANT SELECT ON controls, evidence_records TO verity_reporter;

GRANT USAGE ON SCHEMA public TO verity_operator;
GRANT SELECT ON legal_holds TO verity_operator;
GRANT SELECT, INSERT, UPDATE ON trail_retention TO verity_operator;
GRANT INSERT (actor, action, object, outcome, detail) ON access_log TO verity_operator;

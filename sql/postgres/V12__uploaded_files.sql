-- A file that a person hands in is told by the section that says so, not by who asked for the record:
-- a record that a schedule began and that failed may be handed in by hand, and stays the schedule's.
-- Without this, the file of such a record was under no hold.
CREATE OR REPLACE VIEW legal_hold_coverage AS
WITH hold AS (
  SELECT id, scope,
    coalesce((scope ->> 'period_start')::timestamptz, '-infinity') AS period_start,
    coalesce((scope ->> 'period_end')::timestamptz, 'infinity') AS period_end,
    NOT (scope ? 'controls' OR scope ? 'frameworks')
      AND (scope ? 'period_start' OR scope ? 'period_end') AS everything
  FROM legal_holds WHERE status IN ('active', 'release_requested')
),
record AS (
  SELECT hold.id AS hold_id, record.id AS record_id, record.artifact_s3_key,
    record.object_version_id, record.raw_payload #> '{sources,upload}' AS upload
  FROM hold
  JOIN (evidence_records AS record JOIN controls AS control ON control.id = record.control_id)
    ON record.status = 'collected' AND (
      hold.scope -> 'evidence' ? record.id::text
      OR (hold.everything OR hold.scope -> 'controls' ? control.id::text
          OR hold.scope -> 'frameworks' ? control.framework)
        AND record.period_end > hold.period_start AND record.period_start < hold.period_end)
)
SELECT hold_id, record_id, NULL::uuid AS run_id, artifact_s3_key AS object_key,
  object_version_id AS version_id
FROM record
UNION ALL
-- what was uploaded lies beside the record that tells of it; a handler's source may have that name
-- too, but is never of that kind
SELECT hold_id, record_id, NULL, upload #>> '{details,object_key}',
  upload #>> '{details,version_id}'
FROM record
WHERE upload ->> 'kind' = 'manual' AND upload #>> '{details,object_key}' IS NOT NULL
  AND upload #>> '{details,version_id}' IS NOT NULL
UNION ALL
SELECT hold.id, NULL, run.id, artifact.object_key, artifact.object_version_id
FROM hold
JOIN (report_artifacts AS artifact JOIN report_runs AS run ON run.id = artifact.run_id)
  ON artifact.object_key IS NOT NULL AND (
    hold.scope -> 'reports' ? run.id::text
    OR (hold.everything OR hold.scope -> 'frameworks' ? run.report_type)
      AND run.period_end > hold.period_start AND run.period_start < hold.period_end);

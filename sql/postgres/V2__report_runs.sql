-- One row a requested report. What was asked for never changes; what it was computed from is pinned
-- once; and whoever works on it holds the latest attempt.

CREATE TABLE report_runs (
  id                 uuid         PRIMARY KEY DEFAULT gen_random_uuid(),
  report_type        varchar(64)  NOT NULL,
  period_start       timestamptz  NOT NULL,
  period_end         timestamptz  NOT NULL,
  requested_by       varchar(128) NOT NULL,
  requested_at       timestamptz  NOT NULL DEFAULT clock_timestamp(),
  status             varchar(32)  NOT NULL DEFAULT 'PENDING'
    CHECK (status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED')),
  output_s3_key      text,
  evidence_snapshot  jsonb,
  subject_id         uuid,
  formats            text[]       NOT NULL CHECK (cardinality(formats) > 0),
  allow_partial      boolean      NOT NULL DEFAULT false,
  attempt            integer      NOT NULL DEFAULT 0 CHECK (attempt >= 0),
  error              text,
  started_at         timestamptz,
  finished_at        timestamptz,
  reference_revision bigint,
  snapshot           jsonb,
  snapshot_root      char(64)     CHECK (snapshot_root ~ '^[0-9a-f]{64}$'),
  pack_sha256        char(64)     CHECK (pack_sha256 ~ '^[0-9a-f]{64}$'),
  template_sha256    char(64)     CHECK (template_sha256 ~ '^[0-9a-f]{64}$'),
  output_sha256      char(64)     CHECK (output_sha256 ~ '^[0-9a-f]{64}$'),
  object_version_id  text,
  idempotency_key    text         UNIQUE,
  progress           jsonb,
  CHECK (period_start < period_end),
  CHECK (status <> 'FAILED' OR error IS NOT NULL),
  CHECK (
    status <> 'COMPLETED'
    OR (snapshot_root IS NOT NULL AND output_sha256 IS NOT NULL AND finished_at IS NOT NULL)
  )
);

CREATE INDEX ON report_runs (status, requested_at);

CREATE FUNCTION guard_new_report_run() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> 'PENDING' OR NEW.attempt <> 0
    OR num_nonnulls(NEW.output_s3_key, NEW.evidence_snapshot, NEW.error, NEW.started_at,
      NEW.finished_at, NEW.reference_revision, NEW.snapshot, NEW.snapshot_root, NEW.pack_sha256,
      NEW.template_sha256, NEW.output_sha256, NEW.object_version_id) > 0
  THEN
    RAISE EXCEPTION 'run % does not begin as PENDING and without results', NEW.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER guard_new BEFORE INSERT ON report_runs
FOR EACH ROW EXECUTE FUNCTION guard_new_report_run();

CREATE FUNCTION guard_report_run() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.report_type, NEW.period_start, NEW.period_end, NEW.requested_by,
      NEW.requested_at, NEW.subject_id, NEW.formats, NEW.allow_partial, NEW.idempotency_key)
    IS DISTINCT FROM
     (OLD.id, OLD.report_type, OLD.period_start, OLD.period_end, OLD.requested_by,
      OLD.requested_at, OLD.subject_id, OLD.formats, OLD.allow_partial, OLD.idempotency_key)
  THEN
    RAISE EXCEPTION 'run %: what was asked for never changes', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;

  IF (OLD.snapshot IS NOT NULL AND NEW.snapshot IS DISTINCT FROM OLD.snapshot)
    OR (OLD.snapshot_root IS NOT NULL AND NEW.snapshot_root IS DISTINCT FROM OLD.snapshot_root)
    OR (OLD.evidence_snapshot IS NOT NULL
      AND NEW.evidence_snapshot IS DISTINCT FROM OLD.evidence_snapshot)
    OR (OLD.reference_revision IS NOT NULL
      AND NEW.reference_revision IS DISTINCT FROM OLD.reference_revision)
    OR (OLD.pack_sha256 IS NOT NULL AND NEW.pack_sha256 IS DISTINCT FROM OLD.pack_sha256)
    OR (OLD.template_sha256 IS NOT NULL
      AND NEW.template_sha256 IS DISTINCT FROM OLD.template_sha256)
  THEN
    RAISE EXCEPTION 'run %: what it is computed from is pinned and never changes', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;

  IF OLD.status = 'COMPLETED' THEN
    RAISE EXCEPTION 'run % is COMPLETED and never changes', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;

  -- A new attempt: from every state but COMPLETED, and always the next number.
  IF NEW.attempt <> OLD.attempt THEN
    IF NEW.attempt <> OLD.attempt + 1 OR NEW.status <> 'PROCESSING' THEN
      RAISE EXCEPTION 'run %: % attempt % does not follow % attempt %', OLD.id,
        NEW.status, NEW.attempt, OLD.status, OLD.attempt USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;

  -- The same attempt: it makes progress, or ends.
  IF (OLD.status, NEW.status) IN (('PENDING', 'PENDING'), ('PROCESSING', 'PROCESSING'),
      ('PROCESSING', 'COMPLETED'), ('PROCESSING', 'FAILED'))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'run %: % does not follow % in attempt %', OLD.id, NEW.status, OLD.status,
    OLD.attempt USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER guard_change BEFORE UPDATE ON report_runs
FOR EACH ROW EXECUTE FUNCTION guard_report_run();

CREATE TRIGGER refuse_delete BEFORE DELETE OR TRUNCATE ON report_runs
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- report_runs is also the queue of the control plane: who works on a run, until when, how often it
-- may be tried, and who wants it to stop. All times are the database's, so that replicas whose
-- clocks differ agree.

ALTER TABLE report_runs
  -- NULL: made by a command and not by the queue, which leaves it alone
  ADD COLUMN max_attempts integer CHECK (max_attempts > 0),
  ADD COLUMN failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
  ADD COLUMN not_before timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- what a failure of the attempt at work waits before the next: whoever claims knows how to back
  -- off, whoever fails need not
  ADD COLUMN retry_after interval,
  ADD COLUMN lease_owner text,
  ADD COLUMN lease_until timestamptz,
  ADD COLUMN cancel_requested_by text,
  ADD COLUMN request_sha256 char(64) CHECK (request_sha256 ~ '^[0-9a-f]{64}$'),
  -- a verification: made again from the snapshot of that run, to be compared and not to be published
  ADD COLUMN replay_of uuid REFERENCES report_runs,
  ADD CHECK ((lease_owner IS NULL) = (lease_until IS NULL)),
  ADD CHECK (lease_owner IS NULL OR status = 'PROCESSING'),
  -- only the queue begins what is queued, or more would run at a time than may
  ADD CHECK (max_attempts IS NULL OR status <> 'PROCESSING' OR lease_owner IS NOT NULL),
  ADD CHECK (failures <= max_attempts);

-- A key belongs to who sends it: another's must neither clash with it nor be found by it.
ALTER TABLE report_runs DROP CONSTRAINT report_runs_idempotency_key_key;
CREATE UNIQUE INDEX report_runs_idempotency_key ON report_runs (requested_by, idempotency_key);

CREATE INDEX report_runs_due ON report_runs (not_before, requested_at)
  WHERE status = 'PENDING' AND max_attempts IS NOT NULL;
CREATE INDEX report_runs_processing ON report_runs (lease_until) WHERE status = 'PROCESSING';
CREATE INDEX report_runs_newest ON report_runs (requested_at DESC, id DESC);
CREATE INDEX report_runs_own ON report_runs (requested_by, requested_at DESC, id DESC);
CREATE INDEX report_runs_replays ON report_runs (replay_of) WHERE replay_of IS NOT NULL;

CREATE OR REPLACE FUNCTION guard_new_report_run() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> 'PENDING' OR NEW.attempt <> 0 OR NEW.failures <> 0
    OR num_nonnulls(NEW.output_s3_key, NEW.evidence_snapshot, NEW.error, NEW.started_at,
      NEW.finished_at, NEW.reference_revision, NEW.snapshot, NEW.snapshot_root, NEW.pack_sha256,
      NEW.template_sha256, NEW.output_sha256, NEW.object_version_id, NEW.lease_owner,
      NEW.cancel_requested_by) > 0
  THEN
    RAISE EXCEPTION 'run % does not begin as PENDING and without results', NEW.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION guard_report_run() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.report_type, NEW.period_start, NEW.period_end, NEW.requested_by,
      NEW.requested_at, NEW.subject_id, NEW.formats, NEW.allow_partial, NEW.idempotency_key,
      NEW.max_attempts, NEW.request_sha256, NEW.replay_of)
    IS DISTINCT FROM
     (OLD.id, OLD.report_type, OLD.period_start, OLD.period_end, OLD.requested_by,
      OLD.requested_at, OLD.subject_id, OLD.formats, OLD.allow_partial, OLD.idempotency_key,
      OLD.max_attempts, OLD.request_sha256, OLD.replay_of)
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

  IF OLD.status = 'FAILED' AND OLD.max_attempts IS NOT NULL THEN
    RAISE EXCEPTION 'run % was queued and FAILED: it is not tried again', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;

  -- whoever ends an attempt, the job or the queue, ends the lease with it
  IF NEW.status <> 'PROCESSING' THEN
    NEW.lease_owner := NULL;
    NEW.lease_until := NULL;
  END IF;

  IF NEW.failures < OLD.failures THEN
    RAISE EXCEPTION 'run %: failures are not forgotten', OLD.id
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

  -- The same attempt: it makes progress, or ends; and what is queued may go back into the queue, or
  -- be called off before anybody has begun it.
  IF (OLD.status, NEW.status) IN (('PENDING', 'PENDING'), ('PROCESSING', 'PROCESSING'),
      ('PROCESSING', 'COMPLETED'), ('PROCESSING', 'FAILED'))
    OR (OLD.max_attempts IS NOT NULL
      AND (OLD.status, NEW.status) IN (('PENDING', 'FAILED'), ('PROCESSING', 'PENDING')))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'run %: % does not follow % in attempt %', OLD.id, NEW.status, OLD.status,
    OLD.attempt USING ERRCODE = 'restrict_violation';
END
$$;

-- What became of runs, for those who wait for it. Written by the change itself, so that no event is
-- lost and none is told of a change that was rolled back.
CREATE TABLE report_events (
  seq     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  run_id  uuid        NOT NULL REFERENCES report_runs,
  type    text        NOT NULL CHECK (type ~ '^report\.(pending|processing|completed|failed)$'),
  attempt integer     NOT NULL,
  error   text
);

CREATE INDEX report_events_of_run ON report_events (run_id, seq);

-- At the very end of the transaction, and one transaction at a time from the number on until the
-- commit: so numbers are in the order of the commits, and whoever has read one has read all before
-- it. It costs nothing more, as NOTIFY has committing transactions queue up anyway.
CREATE FUNCTION tell_report_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.status = OLD.status AND NEW.attempt = OLD.attempt THEN
    RETURN NULL;
  END IF;
  IF NEW.replay_of IS NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('verity report_events', 0));
    INSERT INTO report_events (run_id, type, attempt, error)
    VALUES (NEW.id, 'report.' || lower(NEW.status), NEW.attempt, NEW.error);
  END IF;
  PERFORM pg_notify('report_events', '');
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER tell AFTER INSERT OR UPDATE ON report_runs
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION tell_report_event();

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON report_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

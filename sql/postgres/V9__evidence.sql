-- Controls, and the evidence that is collected for them. A record that was collected never changes
-- again: not by retry, not by a second collector, not by hand.

CREATE TABLE controls (
  id                uuid         PRIMARY KEY,
  framework         varchar(64)  NOT NULL,
  control_id        varchar(64)  NOT NULL,
  name              text         NOT NULL,
  description       text,
  collection_fn     varchar(256) NOT NULL,
  schedule          varchar(64)  NOT NULL,
  -- the whole control as its framework's pack has it: sources, requests, expectations
  definition        jsonb        NOT NULL,
  definition_sha256 char(64)     NOT NULL CHECK (definition_sha256 ~ '^[0-9a-f]{64}$'),
  loaded_at         timestamptz  NOT NULL DEFAULT clock_timestamp(),
  -- when its pack ceased to have it: its records stay, nothing is collected any more
  retired_at        timestamptz,
  UNIQUE (framework, control_id)
);

CREATE TRIGGER refuse_delete BEFORE DELETE OR TRUNCATE ON controls
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE evidence_records (
  id                 uuid         PRIMARY KEY DEFAULT gen_random_uuid(),
  control_id         uuid         NOT NULL REFERENCES controls,
  collected_at       timestamptz  NOT NULL DEFAULT clock_timestamp(),
  period_start       timestamptz  NOT NULL,
  period_end         timestamptz  NOT NULL,
  collector_ver      varchar(32)  NOT NULL,
  raw_payload        jsonb        NOT NULL DEFAULT '{}',
  artifact_s3_key    text,
  status             varchar(32)  NOT NULL DEFAULT 'pending'
    CHECK (status IN ('pending', 'collected', 'failed')),
  content_hash       char(64)     NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  collected_by       varchar(128) NOT NULL,
  object_version_id  text,
  trigger            text         NOT NULL CHECK (trigger IN ('schedule', 'ad_hoc', 'manual')),
  requested_by       varchar(128) NOT NULL,
  requested_at       timestamptz  NOT NULL DEFAULT clock_timestamp(),
  attempt            integer      NOT NULL DEFAULT 0 CHECK (attempt >= 0),
  error              text,
  UNIQUE (control_id, period_start, period_end),
  CHECK (period_start < period_end),
  CHECK (status <> 'failed' OR error IS NOT NULL),
  CHECK (status <> 'collected'
    OR (artifact_s3_key IS NOT NULL AND object_version_id IS NOT NULL AND error IS NULL))
);

CREATE INDEX evidence_records_latest ON evidence_records (control_id, collected_at DESC, id DESC);
CREATE INDEX evidence_records_newest ON evidence_records (control_id, period_end DESC, id DESC);
CREATE INDEX evidence_records_period ON evidence_records (period_end DESC, id DESC);

CREATE FUNCTION guard_evidence_record() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'pending' OR NEW.raw_payload <> '{}'::jsonb OR NEW.attempt <> 0
      OR num_nonnulls(NEW.artifact_s3_key, NEW.object_version_id, NEW.error) > 0
    THEN
      RAISE EXCEPTION 'evidence % does not begin as pending and empty', NEW.id
        USING ERRCODE = 'restrict_violation';
    END IF;
    -- nobody chooses a time
    NEW.requested_at := clock_timestamp();
    NEW.collected_at := NEW.requested_at;
    RETURN NEW;
  END IF;
  IF OLD.status = 'collected' THEN
    RAISE EXCEPTION 'evidence % is collected and never changes', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.control_id, NEW.period_start, NEW.period_end, NEW.trigger, NEW.requested_by,
      NEW.requested_at)
    IS DISTINCT FROM
     (OLD.id, OLD.control_id, OLD.period_start, OLD.period_end, OLD.trigger, OLD.requested_by,
      OLD.requested_at)
  THEN
    RAISE EXCEPTION 'evidence %: control, period and who asked never change', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  -- a new attempt takes the next number and begins as pending; only the latest one ends
  IF NEW.attempt <> OLD.attempt THEN
    IF NEW.attempt <> OLD.attempt + 1 OR NEW.status <> 'pending' THEN
      RAISE EXCEPTION 'evidence %: % attempt % does not follow attempt %', OLD.id, NEW.status,
        NEW.attempt, OLD.attempt USING ERRCODE = 'restrict_violation';
    END IF;
  ELSIF NEW.attempt = 0 THEN
    RAISE EXCEPTION 'evidence %: nobody has begun to collect it', OLD.id
      USING ERRCODE = 'restrict_violation';
  ELSIF OLD.status = 'failed' THEN
    RAISE EXCEPTION 'evidence %: attempt % has failed already', OLD.id, OLD.attempt
      USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.collected_at := clock_timestamp();
  RETURN NEW;
END
$$;

CREATE TRIGGER guard_change BEFORE INSERT OR UPDATE ON evidence_records
FOR EACH ROW EXECUTE FUNCTION guard_evidence_record();

CREATE TRIGGER refuse_delete BEFORE DELETE OR TRUNCATE ON evidence_records
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Chain of custody: what happened to a record, who did it, by what, from where, to where. The time
-- is the database's.
CREATE TABLE evidence_custody (
  id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  record_id uuid        NOT NULL REFERENCES evidence_records,
  at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor     text        NOT NULL CHECK (actor <> ''),
  action    text        NOT NULL CHECK (action IN ('requested', 'started', 'failed', 'stored',
    'collected', 'verified', 'read', 'held', 'released')),
  detail    jsonb       NOT NULL DEFAULT '{}'
);

CREATE INDEX evidence_custody_record ON evidence_custody (record_id, id);

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_custody
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What every replica together asks of a source: the next moment at which it may be asked, and how
-- many may be asking. Times are the database's, so that replicas whose clocks differ agree.
CREATE TABLE source_rates (
  source  text        PRIMARY KEY,
  next_at timestamptz NOT NULL
);

CREATE TABLE source_slots (
  source     text        NOT NULL,
  slot       integer     NOT NULL CHECK (slot >= 0),
  owner      uuid,
  held_until timestamptz NOT NULL DEFAULT '-infinity',
  PRIMARY KEY (source, slot)
);

-- db-scheduler's own table, as its documentation gives it for PostgreSQL.
CREATE TABLE scheduled_tasks (
  task_name            text        NOT NULL,
  task_instance        text        NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean     NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint      NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_execution ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);

-- Where an artifact lies in the object store: which key, and which version of it.
ALTER TABLE report_artifacts
  ADD COLUMN object_key text,
  ADD COLUMN object_version_id text,
  ADD CHECK ((object_key IS NULL) = (object_version_id IS NULL));

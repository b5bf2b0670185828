-- Legal holds: while one stands, nothing in its scope may go, whatever its retention says. One
-- officer asks and another approves; to release it takes two others again. The database counts the
-- people itself.

CREATE TABLE legal_holds (
  id                   uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  name                 text        NOT NULL CHECK (name <> ''),
  reason               text        NOT NULL CHECK (reason <> ''),
  -- {"evidence": [record ids], "controls": [control ids], "reports": [run ids], "frameworks": [..],
  --  "period_start": .., "period_end": .., "trail": true|false}
  scope                jsonb       NOT NULL,
  status               text        NOT NULL DEFAULT 'requested'
    CHECK (status IN ('requested', 'active', 'release_requested', 'released')),
  requested_by         text        NOT NULL CHECK (requested_by <> ''),
  requested_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  active_at            timestamptz,
  release_requested_by text,
  release_requested_at timestamptz,
  release_reason       text,
  released_at          timestamptz,
  CHECK ((status IN ('release_requested', 'released')) = (release_requested_by IS NOT NULL)),
  CHECK ((status = 'released') = (released_at IS NOT NULL)),
  CHECK ((status = 'requested') = (active_at IS NULL))
);

CREATE TABLE legal_hold_approvals (
  hold_id  uuid        NOT NULL REFERENCES legal_holds,
  action   text        NOT NULL CHECK (action IN ('place', 'release')),
  approver text        NOT NULL CHECK (approver <> ''),
  at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (hold_id, action, approver)
);

-- Which object versions a hold was set on, and when it was seen to be set and to be lifted.
CREATE TABLE legal_hold_objects (
  hold_id     uuid        NOT NULL REFERENCES legal_holds,
  object_key  text        NOT NULL,
  version_id  text        NOT NULL,
  -- what it is the object of: one of the two
  record_id   uuid        REFERENCES evidence_records,
  run_id      uuid        REFERENCES report_runs,
  held_at     timestamptz,
  released_at timestamptz,
  PRIMARY KEY (hold_id, object_key, version_id),
  CHECK (num_nonnulls(record_id, run_id) = 1)
);

CREATE INDEX legal_holds_newest ON legal_holds (requested_at DESC, id DESC);
CREATE INDEX legal_hold_objects_version ON legal_hold_objects (object_key, version_id);
CREATE INDEX legal_hold_objects_waiting ON legal_hold_objects (hold_id)
  WHERE held_at IS NULL OR released_at IS NULL;

-- Which object versions the holds that stand cover now. A period narrows controls and frameworks;
-- where a scope names neither, it covers all that touches the period.
CREATE VIEW legal_hold_coverage AS
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
    record.object_version_id, record.trigger, record.raw_payload
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
-- what was uploaded lies beside the record that tells of it
SELECT hold_id, record_id, NULL, details ->> 'object_key', details ->> 'version_id'
FROM record CROSS JOIN LATERAL (SELECT raw_payload #> '{sources,upload,details}') AS _ (details)
WHERE record.trigger = 'manual' AND details ->> 'object_key' IS NOT NULL
  AND details ->> 'version_id' IS NOT NULL
UNION ALL
SELECT hold.id, NULL, run.id, artifact.object_key, artifact.object_version_id
FROM hold
JOIN (report_artifacts AS artifact JOIN report_runs AS run ON run.id = artifact.run_id)
  ON artifact.object_key IS NOT NULL AND (
    hold.scope -> 'reports' ? run.id::text
    OR (hold.everything OR hold.scope -> 'frameworks' ? run.report_type)
      AND run.period_end > hold.period_start AND run.period_start < hold.period_end);

CREATE FUNCTION guard_legal_hold() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'requested' OR num_nonnulls(NEW.active_at, NEW.release_requested_by,
      NEW.release_requested_at, NEW.release_reason, NEW.released_at) > 0
    THEN
      RAISE EXCEPTION 'hold % does not begin as requested', NEW.id
        USING ERRCODE = 'restrict_violation';
    END IF;
    NEW.requested_at := clock_timestamp();
    RETURN NEW;
  END IF;

  IF (NEW.id, NEW.name, NEW.reason, NEW.scope, NEW.requested_by, NEW.requested_at)
    IS DISTINCT FROM
     (OLD.id, OLD.name, OLD.reason, OLD.scope, OLD.requested_by, OLD.requested_at)
    OR (OLD.release_requested_by IS NOT NULL
      AND (NEW.release_requested_by, NEW.release_reason)
        IS DISTINCT FROM (OLD.release_requested_by, OLD.release_reason))
  THEN
    RAISE EXCEPTION 'hold %: what was asked for never changes', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;

  -- times are of the change itself, and nobody's choice
  NEW.active_at := OLD.active_at;
  NEW.release_requested_at := OLD.release_requested_at;
  NEW.released_at := OLD.released_at;

  IF (OLD.status, NEW.status) = ('requested', 'active') THEN
    IF NOT EXISTS (SELECT FROM legal_hold_approvals AS approval
      WHERE approval.hold_id = OLD.id AND approval.action = 'place'
        AND approval.approver <> OLD.requested_by)
    THEN
      RAISE EXCEPTION 'hold %: nobody but who asked for it has approved it', OLD.id
        USING ERRCODE = 'restrict_violation';
    END IF;
    NEW.active_at := clock_timestamp();
  ELSIF (OLD.status, NEW.status) = ('active', 'release_requested') THEN
    IF coalesce(NEW.release_requested_by, '') = '' OR coalesce(NEW.release_reason, '') = '' THEN
      RAISE EXCEPTION 'hold %: who wants it released, and why?', OLD.id
        USING ERRCODE = 'restrict_violation';
    END IF;
    NEW.release_requested_at := clock_timestamp();
  ELSIF (OLD.status, NEW.status) = ('release_requested', 'released') THEN
    IF (SELECT count(DISTINCT approval.approver) FROM legal_hold_approvals AS approval
      WHERE approval.hold_id = OLD.id AND approval.action = 'release'
        AND approval.approver NOT IN (OLD.requested_by, OLD.release_requested_by)) < 2
    THEN
      RAISE EXCEPTION 'hold %: its release takes two who did not ask for it', OLD.id
        USING ERRCODE = 'restrict_violation';
    END IF;
    NEW.released_at := clock_timestamp();
  ELSE
    RAISE EXCEPTION 'hold %: % does not follow %', OLD.id, NEW.status, OLD.status
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER guard_change BEFORE INSERT OR UPDATE ON legal_holds
FOR EACH ROW EXECUTE FUNCTION guard_legal_hold();

CREATE TRIGGER refuse_delete BEFORE DELETE OR TRUNCATE ON legal_holds
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One approval at a time, so that two at once count each other.
CREATE FUNCTION guard_legal_hold_approval() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  hold legal_holds;
BEGIN
  SELECT * INTO hold FROM legal_holds WHERE id = NEW.hold_id FOR UPDATE;
  IF (NEW.action, hold.status) NOT IN (('place', 'requested'), ('release', 'release_requested'))
  THEN
    RAISE EXCEPTION 'hold % is %: there is nothing to % that waits for approval', NEW.hold_id,
      hold.status, NEW.action USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.approver IN (hold.requested_by, hold.release_requested_by) THEN
    RAISE EXCEPTION 'hold %: % asked, and so does not approve', NEW.hold_id, NEW.approver
      USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.at := clock_timestamp();
  RETURN NEW;
END
$$;

CREATE TRIGGER guard_new BEFORE INSERT ON legal_hold_approvals
FOR EACH ROW EXECUTE FUNCTION guard_legal_hold_approval();

CREATE FUNCTION count_legal_hold_approvals() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.action = 'place' THEN
    UPDATE legal_holds SET status = 'active' WHERE id = NEW.hold_id;
  ELSIF (SELECT count(*) FROM legal_hold_approvals
    WHERE hold_id = NEW.hold_id AND action = 'release') >= 2
  THEN
    UPDATE legal_holds SET status = 'released' WHERE id = NEW.hold_id;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER count_people AFTER INSERT ON legal_hold_approvals
FOR EACH ROW EXECUTE FUNCTION count_legal_hold_approvals();

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON legal_hold_approvals
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A version joins a hold that stands and leaves one that was released; both once.
CREATE FUNCTION guard_legal_hold_object() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  hold_status text;
BEGIN
  SELECT status INTO hold_status FROM legal_holds WHERE id = NEW.hold_id FOR SHARE;
  IF TG_OP = 'INSERT' THEN
    IF hold_status NOT IN ('active', 'release_requested')
      OR num_nonnulls(NEW.held_at, NEW.released_at) > 0
    THEN
      RAISE EXCEPTION 'hold % is %: no object begins to be held by it', NEW.hold_id, hold_status
        USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.hold_id, NEW.object_key, NEW.version_id, NEW.record_id, NEW.run_id)
      IS DISTINCT FROM (OLD.hold_id, OLD.object_key, OLD.version_id, OLD.record_id, OLD.run_id)
    OR (OLD.held_at IS NOT NULL AND NEW.held_at IS DISTINCT FROM OLD.held_at)
    OR OLD.released_at IS NOT NULL
    OR (NEW.released_at IS NOT NULL AND hold_status <> 'released')
  THEN
    RAISE EXCEPTION 'hold % is %: % is neither forgotten nor let go', OLD.hold_id, hold_status,
      OLD.object_key USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER guard_change BEFORE INSERT OR UPDATE ON legal_hold_objects
FOR EACH ROW EXECUTE FUNCTION guard_legal_hold_object();

CREATE TRIGGER refuse_delete BEFORE DELETE OR TRUNCATE ON legal_hold_objects
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whether old rows of the trail may go: what the keeper of holds decided, table by table, before it
-- had ClickHouse do so, and when it last saw it done. Without the latter it is not done yet.
CREATE TABLE trail_retention (
  table_name text        PRIMARY KEY,
  paused     boolean     NOT NULL,
  -- the table's own rule, to be restored when no hold stands any more; empty: it has none
  ttl        text        NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  checked_at timestamptz
);

CREATE TRIGGER refuse_delete BEFORE DELETE OR TRUNCATE ON trail_retention
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who works here and what they work on: what a report joins the trail with. Every import that
-- changes something takes the next revision, and a replaced row moves to the history, so that a
-- report can be repeated over exactly what it saw. The database itself holds that: no row changes
-- without a revision, and revisions are totally ordered.

CREATE TABLE reference_revisions (
  revision            bigint      PRIMARY KEY CHECK (revision > 0),
  imported_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  imported_by         text        NOT NULL,
  principals_inserted integer     NOT NULL CHECK (principals_inserted >= 0),
  principals_updated  integer     NOT NULL CHECK (principals_updated >= 0),
  assets_inserted     integer     NOT NULL CHECK (assets_inserted >= 0),
  assets_updated      integer     NOT NULL CHECK (assets_updated >= 0),
  transaction         xid8        NOT NULL
);

CREATE TABLE principals (
  id            uuid        PRIMARY KEY,
  kind          text        NOT NULL CHECK (kind IN ('USER', 'SERVICE', 'SYSTEM')),
  name          text        NOT NULL CHECK (name <> ''),
  email         text,
  department    text,
  manager_id    uuid,
  status        text        NOT NULL CHECK (status IN ('ACTIVE', 'SUSPENDED', 'TERMINATED')),
  hired_at      timestamptz,
  terminated_at timestamptz,
  privileged    boolean     NOT NULL,
  revision_from bigint      NOT NULL REFERENCES reference_revisions,
  CHECK (terminated_at >= hired_at)
);

CREATE TABLE assets (
  id            uuid   PRIMARY KEY,
  type          text   NOT NULL CHECK (type <> ''),
  name          text   NOT NULL CHECK (name <> ''),
  system        text   NOT NULL CHECK (system <> ''),
  tags          text[] NOT NULL DEFAULT '{}',
  owner_id      uuid,
  revision_from bigint NOT NULL REFERENCES reference_revisions
);

-- What held from revision_from on, and no longer at revision_to.
CREATE TABLE principals_history (
  LIKE principals,
  revision_to bigint NOT NULL REFERENCES reference_revisions,
  PRIMARY KEY (id, revision_from),
  CHECK (revision_from < revision_to)
);

CREATE TABLE assets_history (
  LIKE assets,
  revision_to bigint NOT NULL REFERENCES reference_revisions,
  PRIMARY KEY (id, revision_from),
  CHECK (revision_from < revision_to)
);

-- One import at a time, until its transaction ends.
CREATE FUNCTION lock_reference_data() RETURNS void
LANGUAGE sql AS 'SELECT pg_advisory_xact_lock(7305808869231650169)';

-- A revision numbers itself: the next one after the last that was committed.
CREATE FUNCTION take_reference_revision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM lock_reference_data();
  NEW.revision := (SELECT coalesce(max(revision), 0) + 1 FROM reference_revisions);
  NEW.imported_at := clock_timestamp();
  NEW.transaction := pg_current_xact_id();
  RETURN NEW;
END
$$;

CREATE TRIGGER take_revision BEFORE INSERT ON reference_revisions
FOR EACH ROW EXECUTE FUNCTION take_reference_revision();

-- Stamps a new row with the revision of its transaction, and keeps the row it replaces. As the
-- owner, so that an importer needs no right to write history, and so cannot invent one.
CREATE FUNCTION keep_reference_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  latest reference_revisions;
BEGIN
  SELECT * INTO latest FROM reference_revisions ORDER BY revision DESC LIMIT 1;
  IF latest.transaction IS DISTINCT FROM pg_current_xact_id() THEN
    RAISE EXCEPTION '% changes by an import alone, which takes a revision first', TG_TABLE_NAME
      USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.revision_from := latest.revision;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.id <> OLD.id THEN
      RAISE EXCEPTION 'the id of a row of % never changes', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
    END IF;
    -- Changed twice in one import: nobody ever saw the state between.
    IF OLD.revision_from < latest.revision THEN
      EXECUTE format('INSERT INTO public.%I SELECT ($1).*, $2', TG_TABLE_NAME || '_history')
        USING OLD, latest.revision;
    END IF;
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER keep_history BEFORE INSERT OR UPDATE ON principals
FOR EACH ROW EXECUTE FUNCTION keep_reference_history();

CREATE TRIGGER keep_history BEFORE INSERT OR UPDATE ON assets
FOR EACH ROW EXECUTE FUNCTION keep_reference_history();

-- For tables whose rows stay as they were written, whoever asks.
CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: its rows are kept as they were written', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER refuse_delete BEFORE DELETE OR TRUNCATE ON principals
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER refuse_delete BEFORE DELETE OR TRUNCATE ON assets
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON reference_revisions
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON principals_history
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON assets_history
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- As of revision R: WHERE revision_from <= R AND revision_to > R. In types that any reader has:
-- ids as text, times as UTC without a zone and as milliseconds since 1970.
CREATE VIEW principal_revisions AS
SELECT
  id::text AS id,
  kind,
  name,
  email,
  department,
  manager_id::text AS manager_id,
  status,
  (hired_at AT TIME ZONE 'UTC')::timestamp(3) AS hired_at,
  (terminated_at AT TIME ZONE 'UTC')::timestamp(3) AS terminated_at,
  privileged,
  (extract(epoch FROM hired_at) * 1000)::bigint AS hired_at_millis,
  (extract(epoch FROM terminated_at) * 1000)::bigint AS terminated_at_millis,
  revision_from,
  revision_to
FROM (
  SELECT *, 9223372036854775807 AS revision_to FROM principals
  UNION ALL
  SELECT * FROM principals_history
) AS every_revision;

CREATE VIEW asset_revisions AS
SELECT
  id::text AS id,
  type,
  name,
  system,
  array_to_string(ARRAY(SELECT tag FROM unnest(tags) AS tag ORDER BY tag COLLATE "C"), '|') AS tags,
  owner_id::text AS owner_id,
  revision_from,
  revision_to
FROM (
  SELECT *, 9223372036854775807 AS revision_to FROM assets
  UNION ALL
  SELECT * FROM assets_history
) AS every_revision;

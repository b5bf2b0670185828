-- The files of a completed run. Written in the transaction that completes it, by the attempt that
-- holds it, and never changed.

CREATE TABLE report_artifacts (
  run_id     uuid        NOT NULL REFERENCES report_runs,
  format     text        NOT NULL,
  path       text        NOT NULL,
  sha256     char(64)    NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes      bigint      NOT NULL CHECK (bytes >= 0),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempt    integer     NOT NULL,
  PRIMARY KEY (run_id, format)
);

CREATE FUNCTION guard_report_artifact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM FROM report_runs
  WHERE id = NEW.run_id AND attempt = NEW.attempt AND status = 'PROCESSING'
  FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'attempt % does not hold run %', NEW.attempt, NEW.run_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER guard_new BEFORE INSERT ON report_artifacts
FOR EACH ROW EXECUTE FUNCTION guard_report_artifact();

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON report_artifacts
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

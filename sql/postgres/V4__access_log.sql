-- Who ran, read or downloaded what, and when. Appended to and nothing else; the time is the
-- server's, which no grant lets anybody choose.

CREATE TABLE access_log (
  id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor   text        NOT NULL CHECK (actor <> ''),
  action  text        NOT NULL CHECK (action <> ''),
  object  text        NOT NULL,
  outcome text        NOT NULL CHECK (outcome <> ''),
  detail  jsonb
);

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

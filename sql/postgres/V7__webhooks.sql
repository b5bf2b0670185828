-- Who wants to be called when a report is ready or failed, and what became of each call. The secret
-- signs what is sent; the auditor's account, which reads everything else, does not get to see it.

CREATE TABLE webhooks (
  id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  owner      text        NOT NULL CHECK (owner <> ''),
  url        text        NOT NULL,
  types      text[]      NOT NULL CHECK (cardinality(types) > 0),
  secret     text        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  removed_at timestamptz
);

CREATE TABLE webhook_deliveries (
  id            uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  webhook_id    uuid        NOT NULL REFERENCES webhooks,
  event_seq     bigint      NOT NULL REFERENCES report_events,
  status        text        NOT NULL DEFAULT 'PENDING'
    CHECK (status IN ('PENDING', 'DELIVERED', 'FAILED')),
  attempts      integer     NOT NULL DEFAULT 0,
  next_attempt  timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_error    text,
  delivered_at  timestamptz,
  UNIQUE (webhook_id, event_seq)
);

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt) WHERE status = 'PENDING';

-- In the transaction of the event: whoever asked before it is called, and nobody about another's
-- runs.
CREATE FUNCTION schedule_webhook_deliveries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO webhook_deliveries (webhook_id, event_seq)
  SELECT id, NEW.seq FROM webhooks
  WHERE removed_at IS NULL AND NEW.type = ANY (types)
    AND owner = (SELECT requested_by FROM report_runs WHERE report_runs.id = NEW.run_id);
  RETURN NULL;
END
$$;

CREATE TRIGGER schedule AFTER INSERT ON report_events
FOR EACH ROW EXECUTE FUNCTION schedule_webhook_deliveries();

-- How far the access log has been published to Kafka.
ALTER TABLE access_log ADD COLUMN txid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX access_log_order ON access_log (txid, id);
-- for who reads it
CREATE INDEX access_log_actor ON access_log (actor, id);
CREATE INDEX access_log_object ON access_log (object, id);
CREATE INDEX access_log_at ON access_log (at);

CREATE TABLE access_log_published (
  one  boolean PRIMARY KEY DEFAULT true CHECK (one),
  txid xid8    NOT NULL,
  id   bigint  NOT NULL
);
INSERT INTO access_log_published (txid, id) VALUES ('0', 0);

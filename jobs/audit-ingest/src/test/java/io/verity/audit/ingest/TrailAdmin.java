package io.verity.audit.ingest;

import io.verity.audit.stack.LocalStack;
import io.verity.audit.trail.BatchMeta;
import java.util.UUID;

/** What only the administrator may do, and the tests do to the trail behind the writer's back. */
final class TrailAdmin {

  private static final String AUDIT = "verity.verity_audit";

  private final LocalStack stack = TestStack.get();

  /** Sets a setting of the table of events until it is closed. */
  AutoCloseable setting(String name, String value) {
    sql("ALTER TABLE " + AUDIT + " MODIFY SETTING " + name + " = " + value);
    return () ->
        sql(
            name.equals("non_replicated_deduplication_window")
                ? "ALTER TABLE " + AUDIT + " MODIFY SETTING " + name + " = 10000"
                : "ALTER TABLE " + AUDIT + " RESET SETTING " + name);
  }

  /** An INSERT of somebody else's, which moves the deduplication window on. */
  void insertForeignRow() {
    sql(
        "INSERT INTO "
            + AUDIT
            + " (event_id, timestamp, kafka_topic_id) SETTINGS async_insert = 0,"
            + " insert_deduplication_token = '"
            + UUID.randomUUID()
            + "' SELECT generateUUIDv4(), now64(3), generateUUIDv4()");
  }

  /** Takes the rows of a batch away; the deduplication log keeps its token. */
  void burn(BatchMeta batch) {
    mutate("DELETE WHERE batch_id = '" + batch.batchId() + "'");
  }

  void changeOneRow(String eventId) {
    mutate("UPDATE details = '{\"changed\":true}' WHERE event_id = '" + eventId + "'");
  }

  void deleteOneRow(String eventId) {
    mutate("DELETE WHERE event_id = '" + eventId + "'");
  }

  private void mutate(String command) {
    sql("ALTER TABLE " + AUDIT + " " + command + " SETTINGS mutations_sync = 2");
  }

  private void sql(String sql) {
    stack.query(stack.account("admin"), sql);
  }
}

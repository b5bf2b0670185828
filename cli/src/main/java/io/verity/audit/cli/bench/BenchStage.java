package io.verity.audit.cli.bench;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import io.verity.audit.stack.LocalStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** What the contenders share: the servers, the data in Kafka, and how they wait. */
record BenchStage(
    LocalStack stack,
    Path folder,
    Map<String, String> environment,
    String topic,
    long events,
    int batch,
    Progress progress) {

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofMinutes(15);

  String admin(String sql) {
    return stack.query(stack.account("admin"), sql);
  }

  long count(String table) {
    return Long.parseLong(admin("SELECT count() FROM " + table).trim());
  }

  /** Until the counter reaches the number of events. */
  void awaitAll(String who, LongSupplier counter, Runnable requireAlive) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (counter.getAsLong() < events) {
      requireAlive.run();
      if (System.nanoTime() > deadline) {
        throw new CliException(who + " did not finish within " + LIMIT.toMinutes() + " min");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** Empties the trail, and lets the server finish what it does in the background. */
  void emptyTrail() {
    admin("TRUNCATE TABLE verity.verity_audit");
    admin("TRUNCATE TABLE verity.verity_audit_rejected");
    admin("TRUNCATE TABLE verity.verity_audit_batches");
  }
}

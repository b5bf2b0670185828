package io.verity.audit.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Queued runs for tests, which share a database. */
final class QueuedRuns {

  static final QueueSettings SETTINGS =
      new QueueSettings(3, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(3));

  static final PinnedSnapshot SNAPSHOT =
      new PinnedSnapshot("{}", "a".repeat(64), "b".repeat(64), null, 0);

  static final List<Artifact> ARTIFACTS =
      List.of(new Artifact("pdf", "/reports/r.pdf", "d".repeat(64), 12));

  private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-10-01T00:00:00Z");

  private QueuedRuns() {}

  static NewReportRun wanted(String requester, String key, String sha256) {
    return wanted(requester, key, new Queueing(3, sha256, null));
  }

  static NewReportRun wanted(String requester, String key, Queueing queueing) {
    return new NewReportRun(
        null, "soc2", START, END, null, List.of("pdf"), false, requester, key, queueing);
  }

  static UUID queued(ReportRuns runs) {
    return runs.createQueued(wanted("mei", null, (String) null)).run().id();
  }

  /** What other tests left in the queue is over afterwards. */
  static void clear(StoreServer server) {
    server.sql(
        "control",
        "UPDATE report_runs SET status = 'FAILED', error = 'cleared'"
            + " WHERE status IN ('PENDING', 'PROCESSING') AND max_attempts IS NOT NULL");
  }

  static String column(StoreServer server, UUID id, String expression) {
    return server.sql(
        "auditor", "SELECT " + expression + " FROM report_runs WHERE id = '" + id + "'");
  }
}

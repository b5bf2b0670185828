package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.store.Claim;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.NewReportRun;
import io.verity.audit.store.QueueSettings;
import io.verity.audit.store.Queueing;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Runs as the control plane queues and claims them, without a control plane. */
final class QueuedRuns implements AutoCloseable {

  static final String REQUESTER = "rita";

  private final Database database;
  private final ReportRuns runs;
  private final RunQueue queue;

  QueuedRuns(LocalStack servers) {
    Account control = servers.postgresAccount("control");
    this.database =
        new Database(new DatabaseAccess(servers.postgresUrl(), control.user(), control.password()));
    this.runs = new ReportRuns(database);
    this.queue =
        new RunQueue(
            database,
            new QueueSettings(
                100, Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(1)));
  }

  /** A run in its first attempt, of one month. */
  ReportRun claimed(String framework, String month, List<String> formats) {
    LocalDate first = LocalDate.parse(month + "-01");
    return claim(
        runs.createQueued(
                new NewReportRun(
                    null,
                    framework,
                    start(first),
                    start(first.plusMonths(1)),
                    null,
                    formats,
                    false,
                    REQUESTER,
                    null,
                    new Queueing(3, null, null)))
            .run()
            .id());
  }

  /** A verification of that run in its first attempt. */
  ReportRun verification(ReportRun original) {
    return claim(
        runs.createQueued(
                new NewReportRun(
                    null,
                    original.reportType(),
                    original.periodStart(),
                    original.periodEnd(),
                    original.subjectId(),
                    original.formats(),
                    original.allowPartial(),
                    "audrey",
                    null,
                    new Queueing(3, null, original.id())))
            .run()
            .id());
  }

  /** The attempt that is at work fails, and the next one begins. */
  ReportRun overtake(ReportRun run) {
    runs.postpone(run.id(), run.attempt(), "overtaken", Duration.ZERO);
    return claim(run.id());
  }

  ReportRun find(UUID id) {
    return runs.find(id).orElseThrow();
  }

  Database database() {
    return database;
  }

  ReportRuns runs() {
    return runs;
  }

  @Override
  public void close() {
    database.close();
  }

  private ReportRun claim(UUID id) {
    Claim claim = queue.claim("test").orElseThrow();
    assertThat(claim.run().id()).isEqualTo(id);
    return claim.run();
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}

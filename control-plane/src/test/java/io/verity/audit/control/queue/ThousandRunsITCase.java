package io.verity.audit.control.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.store.Database;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the queue guarantees: each run ends exactly once, and never more are at work than may be,
 * whatever happens to the replicas.
 */
class ThousandRunsITCase {

  @RegisterExtension static final QueueServer SERVER = new QueueServer();

  private static final Logger LOG = LoggerFactory.getLogger(ThousandRunsITCase.class);
  private static final int RUNS = 1_000;
  private static final int REPLICAS = 3;
  private static final Duration BETWEEN_BLOWS = Duration.ofMillis(1_500);
  private static final int MAX_ATTEMPTS = 8;
  private static final Path OUTPUT = Path.of("target", "replicas.log");
  private static final String LEFT =
      "SELECT count(*) FROM report_runs WHERE status IN ('PENDING', 'PROCESSING')";

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void endExactlyOnceThoughReplicasDieAndFreeze() throws Exception {
    long before = lastEvent();
    Set<UUID> runs = queue(RUNS);
    List<Replica> replicas = new ArrayList<>();
    int kills = 0;
    try {
      for (int i = 0; i < REPLICAS; i++) {
        replicas.add(new Replica(SERVER, OUTPUT));
      }
      for (int turn = 0; !isOver(BETWEEN_BLOWS); turn++) {
        Replica victim = replicas.get(0);
        if (turn % 3 == 2) {
          Replica frozen = replicas.get(1);
          frozen.freeze();
          isOver(ReplicaMain.LEASE.multipliedBy(2));
          frozen.thaw();
        } else {
          victim.kill();
          kills++;
          replicas.set(0, new Replica(SERVER, OUTPUT));
        }
        assertThat(replicas).allMatch(Replica::isAlive);
      }
    } finally {
      replicas.forEach(Replica::close);
    }
    History history = History.since(SERVER.access("control"), before);
    Map<UUID, String> ends = history.ends();
    LOG.info(
        "{} runs, {} events, {} kills, {} attempts lost with their replica, {} completed",
        RUNS,
        history.events().size(),
        kills,
        history.withError("the replica that made the report is gone"),
        ends.values().stream().filter("report.completed"::equals).count());

    assertThat(ends.keySet()).isEqualTo(runs);
    assertThat(Set.copyOf(ends.values()))
        .containsExactlyInAnyOrder("report.completed", "report.failed");
    assertThat(history.mostAtWork()).isEqualTo(ReplicaMain.MAX_CONCURRENT);
    assertThat(kills).isGreaterThan(1);
    assertThat(history.withError("the replica that made the report is gone")).isPositive();
    assertThat(history.withError(RoughLauncher.GIVEN_UP)).isPositive();
    assertThat(history.withError("no cluster")).isPositive();
    assertThat(history.withError("killed for its memory")).isPositive();
    assertThat(rowsThatContradict()).isEqualTo("0");
  }

  /** A report has its files from the attempt that completed it, and a failed run has none. */
  private static String rowsThatContradict() {
    return SERVER.sql(
        "control",
        "SELECT count(*) FROM report_runs AS run LEFT JOIN report_artifacts AS file"
            + " ON file.run_id = run.id WHERE error IS DISTINCT FROM 'cleared' AND (lease_owner IS NOT NULL"
            + " OR CASE status WHEN 'COMPLETED' THEN file.attempt IS DISTINCT FROM run.attempt"
            + " WHEN 'FAILED' THEN file.run_id IS NOT NULL ELSE true END)");
  }

  /** The negative control: where claims don't wait for each other, the history tells. */
  @Test
  void withoutTheLockMoreAreAtWorkThanMayBe() throws Exception {
    SERVER.sql("admin", "CREATE SCHEMA disarmed");
    SERVER.sql("admin", "GRANT USAGE ON SCHEMA disarmed TO verity_control");
    SERVER.sql(
        "admin",
        "CREATE FUNCTION disarmed.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE sql AS ''");
    long before = lastEvent();
    queue(300);
    String parameters = "?currentSchema=disarmed,pg_catalog,public";
    List<AutoCloseable> parts = new ArrayList<>();
    try {
      for (int i = 0; i < REPLICAS; i++) {
        Database control = Database.pooled(SERVER.access("control", parameters), 4);
        Database reporter = Database.pooled(SERVER.access("reporter"), 4);
        RoughLauncher launcher = new RoughLauncher(reporter);
        Dispatcher dispatcher = new Dispatcher(control, launcher, ReplicaMain.settings());
        parts.addAll(0, List.of(dispatcher, launcher, reporter, control));
        dispatcher.start();
      }
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> isOver(Duration.ofMillis(100)));
    } finally {
      for (AutoCloseable part : parts) {
        part.close();
      }
    }
    History history = History.since(SERVER.access("control"), before);
    assertThat(history.mostAtWork()).isGreaterThan(ReplicaMain.MAX_CONCURRENT);
  }

  private static Set<UUID> queue(int count) {
    Set<UUID> ids = new HashSet<>();
    try (Database database = new Database(SERVER.access("control"))) {
      ReportRuns runs = new ReportRuns(database);
      for (int i = 0; i < count; i++) {
        ids.add(QueueServer.queue(runs, MAX_ATTEMPTS));
      }
    }
    return ids;
  }

  private static long lastEvent() {
    try (Database database = new Database(SERVER.access("control"))) {
      return new RunEvents(database).last();
    }
  }

  /** Waits for it for that long. */
  private static boolean isOver(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    boolean over = SERVER.sql("control", LEFT).equals("0");
    while (!over && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(50);
      over = SERVER.sql("control", LEFT).equals("0");
    }
    return over;
  }
}

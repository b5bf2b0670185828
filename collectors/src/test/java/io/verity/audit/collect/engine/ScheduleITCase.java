package io.verity.audit.collect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.verity.audit.evidence.json.CanonicalJson;
import io.verity.audit.store.Custody;
import io.verity.audit.store.CustodyEntry;
import io.verity.audit.store.Database;
import io.verity.audit.store.EvidenceFilter;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.Trigger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ScheduleITCase {

  private static final long HOUR = Duration.ofHours(1).toNanos();

  @RegisterExtension static final EngineServer SERVER = new EngineServer();

  @TempDir Path folder;

  @BeforeEach
  void clear() {
    SERVER.clear();
  }

  @Test
  void collectsNothingEarlyAndLeavesNothingOutWhereAClockJumps() {
    AtomicLong jump = new AtomicLong();
    try (TestEngine test =
        new TestEngine(
            SERVER,
            folder,
            database ->
                new DatabaseClock(
                    () -> DatabaseClock.ask(database), () -> System.nanoTime() + jump.get()))) {
      Instant due = now().plusSeconds(9).truncatedTo(ChronoUnit.SECONDS);
      OffsetDateTime at = due.atOffset(ZoneOffset.UTC);
      UUID control =
          test.controlOf(
              "jumps",
              ScriptedHandler.NAME,
              "%d %d %d * * *".formatted(at.getSecond(), at.getMinute(), at.getHour()),
              "a");
      SERVER.plan();
      await().until(() -> task(control) == 1);

      jump.set(HOUR);
      // it fires an hour early by its own clock, and finds that nothing has ended
      await().until(() -> hasFired(control));
      assertThat(now()).isBefore(due);
      assertThat(of(test, control)).isEmpty();
      jump.set(-HOUR);

      await().atMost(Duration.ofSeconds(20)).until(() -> of(test, control).size() == 1);
      EvidenceRecord record = of(test, control).get(0);
      assertThat(record.periodEnd()).isEqualTo(due);
      assertThat(record.periodStart()).isEqualTo(due.minus(Duration.ofDays(1)));
      assertThat(record.requestedAt()).isAfterOrEqualTo(due);
    }
  }

  @Test
  void catchesUpWithWhatEndedWhileNobodyWasThere() {
    try (TestEngine test = new TestEngine(SERVER, folder)) {
      UUID control = test.controlOf("away", ScriptedHandler.NAME, "*/2 * * * * *", "a");
      Instant last = TestEngine.cron("*/2 * * * * *").previous(now().minusSeconds(10));
      test.records.request(control, last.minusSeconds(2), last, Trigger.SCHEDULE, "verity");
      SERVER.plan();

      await().atMost(Duration.ofSeconds(20)).until(() -> of(test, control).size() > 6);

      List<EvidenceRecord> records = of(test, control);
      for (int i = 1; i < records.size(); i++) {
        assertThat(records.get(i).periodStart()).isEqualTo(records.get(i - 1).periodEnd());
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> of(test, control).stream().filter(EvidenceRecord::isCollected).count() > 6);
    }
  }

  @Test
  void followsTheControls() {
    try (TestEngine test = new TestEngine(SERVER, folder)) {
      UUID control = test.controlOf("changes", ScriptedHandler.NAME, "0 0 5 * * *", "a");
      UUID manual = test.controlOf("by-hand", "manual", "0 0 5 * * *");
      SERVER.plan();
      await().until(() -> task(control) == 1);
      assertThat(dueAt(control)).isEqualTo("05");

      test.controlOf("changes", ScriptedHandler.NAME, "0 0 7 * * *", "a");
      SERVER.plan();
      await().until(() -> dueAt(control).equals("07"));

      SERVER.sql("UPDATE controls SET retired_at = now() WHERE id = '" + control + "'");
      SERVER.plan();
      await().until(() -> task(control) == 0);
      assertThat(task(manual)).isZero();
    }
  }

  @Test
  void takesWhatAPersonHandsInOnce() {
    try (TestEngine test = new TestEngine(SERVER, folder);
        Database database = new Database(SERVER.access())) {
      UUID control = test.controlOf("handed-in", "manual", "0 0 5 * * *");
      UploadedFile file =
          new UploadedFile("minutes.txt", "text/plain", "agreed".getBytes(StandardCharsets.UTF_8));
      var payload = JsonNodeFactory.instance.objectNode().put("reviewed", 12);

      EvidenceRecord record =
          test.engine.upload(
              control, TestEngine.START, TestEngine.END, "mei", "no system has it", payload, file);

      assertThat(record.isCollected()).isTrue();
      assertThat(record.trigger()).isEqualTo("manual");
      assertThat(record.collectedBy()).isEqualTo("mei");
      assertThat(record.rawPayload())
          .contains("no system has it", "minutes.txt", CanonicalJson.sha256(file.content()))
          .contains("reviewed");
      assertThat(new Custody(database).of(record.id()))
          .extracting(CustodyEntry::action)
          .containsExactly("requested", "started", "stored", "collected");
      assertThatThrownBy(
              () ->
                  test.engine.upload(
                      control, TestEngine.START, TestEngine.END, "ann", "again", payload, null))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("never changes");
      assertThatThrownBy(
              () ->
                  test.engine.upload(
                      control, TestEngine.START, now().plusSeconds(60), "ann", "?", payload, null))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("yet to come");
    }
  }

  private static List<EvidenceRecord> of(TestEngine test, UUID control) {
    return test
        .records
        .page(new EvidenceFilter(control, null, null, null, null), 100, null)
        .items()
        .stream()
        .sorted(Comparator.comparing(EvidenceRecord::periodStart))
        .toList();
  }

  private static boolean hasFired(UUID control) {
    return SERVER.count(
            "SELECT count(*) FROM scheduled_tasks WHERE last_success IS NOT NULL"
                + " AND task_instance = '"
                + control
                + "'")
        == 1;
  }

  private static long task(UUID control) {
    return SERVER.count(
        "SELECT count(*) FROM scheduled_tasks WHERE task_instance = '" + control + "'");
  }

  private static String dueAt(UUID control) {
    return SERVER.sql(
        "SELECT to_char(execution_time AT TIME ZONE 'UTC', 'HH24') FROM scheduled_tasks"
            + " WHERE task_instance = '"
            + control
            + "'");
  }

  private static Instant now() {
    return Instant.parse(
        SERVER.sql(
            "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
  }
}

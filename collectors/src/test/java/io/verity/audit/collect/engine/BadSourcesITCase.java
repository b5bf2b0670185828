package io.verity.audit.collect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.SourceEvidence;
import io.verity.audit.evidence.record.CheckedLink;
import io.verity.audit.evidence.record.RecordCheck;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.Trigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a source, its handler or the object store does: the record says so, and others go on.
 */
class BadSourcesITCase {

  @RegisterExtension static final EngineServer SERVER = new EngineServer();

  @TempDir Path folder;

  private TestEngine test;

  @BeforeEach
  void start() {
    SERVER.clear();
    test = new TestEngine(SERVER, folder);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void asksAllSourcesAndPinsWhatItStored() {
    EvidenceRecord record = collected(test.collect(test.control("good", "a", "b", "c")));

    assertThat(record.collectorVer()).isEqualTo("scripted/1");
    assertThat(record.collectedBy()).isEqualTo("verity-collector");
    assertThat(record.rawPayload()).contains("from a", "from b", "from c");
    assertThat(
            RecordCheck.check(
                record.rawPayload(),
                record.contentHash(),
                record.artifactKey(),
                record.objectVersionId(),
                test.store))
        .hasSize(2)
        .allMatch(CheckedLink::ok);
    assertThat(test.collect(record.controlId()).id()).isEqualTo(record.id());
    assertThat(test.handler.calls).hasValue(3);
  }

  @Test
  void keepsWhatCameWhereOneSourceFailsForGood() {
    test.handler.at(
        "b",
        request -> {
          throw CollectionException.lasting("answered 403");
        });

    EvidenceRecord record = failed(test.collect(test.control("refused", "a", "b")), 1);

    assertThat(record.error()).isEqualTo("b: answered 403");
    assertThat(record.rawPayload()).contains("from a", "answered 403");
    assertThat(taskOf(record)).isZero();
  }

  @Test
  void triesAgainWhatMayPassUntilItDoes() {
    AtomicInteger calls = new AtomicInteger();
    test.handler.at(
        "a",
        request -> {
          if (calls.incrementAndGet() < 3) {
            throw CollectionException.passing("answered 503", null);
          }
          return ScriptedHandler.something(request);
        });

    assertThat(collected(test.collect(test.control("passing", "a"))).attempt()).isEqualTo(3);
  }

  @Test
  void endsAfterItsAttemptsAndBeginsAnewWhereAPersonAsks() {
    test.handler.at(
        "a",
        request -> {
          throw CollectionException.passing("answered 503", null);
        });
    UUID control = test.control("hopeless", "a");
    EvidenceRecord record = failed(test.collect(control), TestEngine.ATTEMPTS);
    await().until(() -> taskOf(record) == 0);
    test.handler.at("a", ScriptedHandler::something);

    assertThat(test.collect(control).id()).isEqualTo(record.id());

    assertThat(collected(record).attempt()).isEqualTo(TestEngine.ATTEMPTS + 1);
  }

  @Test
  void givesUpOnHandlersThatHangWhileOthersAreCollected() {
    CountDownLatch never = new CountDownLatch(1);
    test.handler.at("a", request -> deaf(never));
    EvidenceRecord hanging = test.collect(test.control("hangs", "a", "b"));
    EvidenceRecord other = test.collect(test.control("beside", "b", "c"));

    collected(other);
    await().atMost(Duration.ofSeconds(15)).until(() -> test.record(hanging.id()).error() != null);
    assertThat(test.record(hanging.id()).error()).isEqualTo("a: did not answer within 1 s");
    never.countDown();
    test.handler.at("a", ScriptedHandler::something);
    collected(hanging);
    await().until(() -> test.engine.numbers().get("abandoned_handlers") == 0);
  }

  @Test
  void takesNoMoreThanASourceMayGive() {
    String large = "x".repeat((int) TestEngine.MOST_BYTES);
    test.handler.at("a", request -> ScriptedHandler.text(large));

    assertThat(failed(test.collect(test.control("large", "a")), 1).error())
        .startsWith("a: gave 10485")
        .endsWith("more than the 1048576 that it may");
  }

  @Test
  void surviveHandlersThatBreak() {
    test.handler.at("a", request -> null);
    test.handler.at(
        "b",
        request -> {
          throw new IllegalStateException("Bearer secret-token");
        });
    test.handler.at(
        "c",
        request -> {
          throw new StackOverflowError();
        });

    String error = failed(test.collect(test.control("broken", "a", "b", "c")), 1).error();

    assertThat(error)
        .contains("a: gave nothing")
        .contains("b: handler scripted 1 broke: IllegalStateException")
        .contains("c: handler scripted 1 broke: StackOverflowError")
        .doesNotContain("secret-token");
  }

  @Test
  void keepsWhatTheDatabaseCannotAndSaysSo() {
    test.handler.at("a", request -> ScriptedHandler.text("a\0b \ud800"));

    EvidenceRecord record = collected(test.collect(test.control("odd", "a")));

    assertThat(record.rawPayload()).contains("a\ufffdb \ufffd", "replaced");
    assertThat(RecordCheck.check(record.rawPayload(), record.contentHash(), null, null, test.store))
        .allMatch(CheckedLink::ok);
  }

  /** Three workers, and two of them at the source at a time. */
  @Test
  void asksASourceByNoMoreAtATimeThanItAllows() {
    Arrivals arrivals = new Arrivals();
    test.handler.at(
        "a",
        request -> {
          arrivals.begin(System.nanoTime());
          Thread.sleep(400);
          arrivals.end();
          return ScriptedHandler.something(request);
        });
    List<EvidenceRecord> records =
        Stream.of("one", "two", "three").map(id -> test.collect(test.control(id, "a"))).toList();

    records.forEach(this::collected);

    assertThat(arrivals.mostAtATime()).isEqualTo(2);
  }

  @Test
  void refusesAControlWhoseHandlerIsNotHere() {
    UUID control = test.controlOf("elsewhere", "splunk", "0 0 0 29 2 *", "a");

    assertThat(test.engine.collectable(test.find(control)).orElseThrow())
        .isEqualTo("There is no handler \"splunk\" here: scripted.");
    assertThatThrownBy(() -> test.collect(control)).isInstanceOf(RefusedException.class);
    // asked for by a replica that had it
    EvidenceRecord record =
        test.records
            .request(control, TestEngine.START, TestEngine.END, Trigger.AD_HOC, "mei")
            .record();
    SERVER.plan();
    assertThat(failed(record, 1).error()).startsWith("There is no handler \"splunk\"");
  }

  @Test
  void waitsForAnObjectStoreThatIsAway() throws Exception {
    Files.createFile(test.store.away());
    EvidenceRecord record = test.collect(test.control("stored", "a"));
    await().until(() -> test.record(record.id()).error() != null);
    assertThat(test.record(record.id()).error()).isEqualTo("The object store is away.");

    Files.delete(test.store.away());

    assertThat(collected(record).attempt()).isGreaterThan(1);
  }

  /** As where a replica freezes, is taken for dead, and wakes up when another has done its work. */
  @Test
  void ofTwoCollectorsAtTheSameRecordOnlyTheLaterEndsIt() throws Exception {
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    test.handler.at(
        "a",
        request -> {
          int call = calls.incrementAndGet();
          if (call == 1) {
            begun.countDown();
            frozen.await();
          }
          return ScriptedHandler.text("collector " + call);
        });
    EvidenceRecord record = test.collect(test.control("raced", "a"));
    begun.await();
    SERVER.sql(
        "UPDATE scheduled_tasks SET picked = false, version = version + 1"
            + " WHERE task_instance = '"
            + record.id()
            + "'");

    EvidenceRecord ended = collected(record);
    frozen.countDown();

    await().until(() -> test.engine.numbers().get("fenced") == 1);
    assertThat(test.record(record.id())).isEqualTo(ended);
    assertThat(ended.attempt()).isEqualTo(2);
    assertThat(ended.rawPayload()).contains("collector 2").doesNotContain("collector 1");
    assertThat(
            SERVER.count(
                "SELECT count(*) FROM evidence_custody WHERE action = 'collected'"
                    + " AND record_id = '"
                    + record.id()
                    + "'"))
        .isEqualTo(1);
  }

  private EvidenceRecord collected(EvidenceRecord record) {
    await().atMost(Duration.ofSeconds(20)).until(() -> test.record(record.id()).isCollected());
    return test.record(record.id());
  }

  private EvidenceRecord failed(EvidenceRecord record, int attempt) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                test.record(record.id()).status().equals("failed")
                    && test.record(record.id()).attempt() == attempt
                    && taskOf(record) == 0);
    return test.record(record.id());
  }

  private static long taskOf(EvidenceRecord record) {
    return SERVER.count(
        "SELECT count(*) FROM scheduled_tasks WHERE task_instance = '" + record.id() + "'");
  }

  private static SourceEvidence deaf(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // as one that reads from a socket
      }
    }
    return null;
  }
}

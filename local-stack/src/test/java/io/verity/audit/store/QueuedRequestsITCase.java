package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Asking for a report once, twice, and at the same time. */
class QueuedRequestsITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private static final String BODY = "1".repeat(64);
  private static final String OTHER_BODY = "2".repeat(64);

  private static Database database;
  private static ReportRuns runs;

  @BeforeAll
  static void connect() {
    database = Database.pooled(SERVER.access("control"), 8);
    runs = new ReportRuns(database);
  }

  @AfterAll
  static void disconnect() {
    QueuedRuns.clear(SERVER);
    database.close();
  }

  @Test
  void theSameRequestFindsItsRunWhateverBecameOfIt() {
    String key = key();
    Created first = runs.createQueued(QueuedRuns.wanted("mei", key, BODY));
    assertThat(first.isNew()).isTrue();
    assertThat(first.run().queued()).isTrue();
    assertThat(first.run().requestSha256()).isEqualTo(BODY);
    runs.requestCancel(first.run().id(), "mei");
    Created second = runs.createQueued(QueuedRuns.wanted("mei", key, BODY));
    assertThat(second.isNew()).isFalse();
    assertThat(second.run().id()).isEqualTo(first.run().id());
    assertThat(second.run().status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void aKeyOfAnotherRequestIsRefused() {
    String key = key();
    UUID id = runs.createQueued(QueuedRuns.wanted("mei", key, BODY)).run().id();
    assertThatThrownBy(() -> runs.createQueued(QueuedRuns.wanted("mei", key, OTHER_BODY)))
        .isInstanceOf(IdempotencyException.class)
        .hasMessageContaining("belongs to another request, which made run " + id);
    String byCommand = key();
    runs.create(QueuedRuns.wanted("mei", byCommand, (Queueing) null));
    assertThatThrownBy(() -> runs.createQueued(QueuedRuns.wanted("mei", byCommand, BODY)))
        .isInstanceOf(IdempotencyException.class);
  }

  @Test
  void anotherRequestersKeyIsAnotherKey() {
    String key = key();
    Created mei = runs.createQueued(QueuedRuns.wanted("mei", key, BODY));
    Created ana = runs.createQueued(QueuedRuns.wanted("ana", key, OTHER_BODY));
    assertThat(ana.isNew()).isTrue();
    assertThat(ana.run().id()).isNotEqualTo(mei.run().id());
  }

  @Test
  void withoutAKeyEachRequestIsANewOne() {
    assertThat(QueuedRuns.queued(runs)).isNotEqualTo(QueuedRuns.queued(runs));
  }

  @Test
  void twentyAtATimeMakeOneRun() throws Exception {
    String key = key();
    Callable<Created> call = () -> runs.createQueued(QueuedRuns.wanted("mei", key, BODY));
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      List<Future<Created>> calls =
          threads.invokeAll(Stream.generate(() -> call).limit(20).toList());
      UUID id = calls.get(0).get().run().id();
      int made = 0;
      for (Future<Created> answer : calls) {
        assertThat(answer.get().run().id()).isEqualTo(id);
        made += answer.get().isNew() ? 1 : 0;
      }
      assertThat(made).isEqualTo(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void verificationsBelongToTheirRun() {
    UUID id = QueuedRuns.queued(runs);
    UUID first = replay(id);
    UUID second = replay(id);
    assertThat(runs.replays(id)).map(ReportRun::id).containsExactly(second, first);
    assertThat(runs.replays(id)).allMatch(run -> run.replayOf().equals(id));
    assertThat(runs.replays(first)).isEmpty();
  }

  private static UUID replay(UUID id) {
    return runs.createQueued(QueuedRuns.wanted("mei", null, new Queueing(1, null, id))).run().id();
  }

  private static String key() {
    return "key " + UUID.randomUUID();
  }
}

package io.verity.audit.control.holds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.evidence.object.DirectoryStore;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.store.Artifact;
import io.verity.audit.store.Custody;
import io.verity.audit.store.CustodyEntry;
import io.verity.audit.store.Database;
import io.verity.audit.store.HoldObjects;
import io.verity.audit.store.NewControl;
import io.verity.audit.store.NewReportRun;
import io.verity.audit.store.PinnedSnapshot;
import io.verity.audit.store.ReportRuns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that stand are on every object that they cover, whoever sets them. */
class HoldWorkerITCase {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String HASH = "ab".repeat(32);

  private final HoldStack stack = HoldStack.get();
  private final NewControl control = stack.newControl();
  private ObjectStore store;

  @BeforeEach
  void openStore(@TempDir Path folder) {
    store = new DirectoryStore(folder, Duration.ofDays(2557));
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void everyObjectInScopeIsHeldAlsoThoseThatComeLaterAndLetGoOnRelease() {
    String first = put("evidence/" + control.framework() + "/1.json");
    UUID record = stack.collected(control, 0, "evidence/" + control.framework() + "/1.json", first);
    UUID hold = stack.standing("{\"frameworks\": [\"%s\"]}".formatted(control.framework()));
    try (HoldWorker one = worker();
        HoldWorker two = worker()) {
      await().atMost(SOON).until(() -> held(hold) == 1);
      assertThat(store.isHeld("evidence/" + control.framework() + "/1.json", first)).isTrue();

      String later = put("evidence/" + control.framework() + "/2.json");
      stack.collected(control, 1, "evidence/" + control.framework() + "/2.json", later);
      String report = put("reports/" + control.framework() + "/r.pdf");
      completed(control.framework(), "reports/" + control.framework() + "/r.pdf", report);
      await().atMost(SOON).until(() -> held(hold) == 3);
      assertThat(store.isHeld("evidence/" + control.framework() + "/2.json", later)).isTrue();
      assertThat(store.isHeld("reports/" + control.framework() + "/r.pdf", report)).isTrue();

      stack.release(hold);
      await().atMost(SOON).until(() -> held(hold) == 0);
      assertThat(one.isAlive() && two.isAlive()).isTrue();
    }
    assertThat(store.isHeld("evidence/" + control.framework() + "/1.json", first)).isFalse();
    assertThat(store.isHeld("reports/" + control.framework() + "/r.pdf", report())).isFalse();
    assertThat(new Custody(stack.control()).of(record))
        .extracting(CustodyEntry::action)
        .containsExactly("requested", "started", "stored", "collected", "held", "released");
    assertThat(
            stack.sql(
                "SELECT string_agg(action, ' ' ORDER BY id) FROM access_log WHERE object = '%s'"
                    .formatted("reports/" + control.framework() + "/r.pdf")))
        .isEqualTo("hold.held hold.released");
  }

  private String report() {
    return put("reports/" + control.framework() + "/r.pdf");
  }

  @Test
  void anotherHoldKeepsItsObject() {
    String key = "evidence/" + control.framework() + "/1.json";
    String version = put(key);
    UUID record = stack.collected(control, 0, key, version);
    UUID first = stack.standing("{\"evidence\": [\"%s\"]}".formatted(record));
    UUID second = stack.standing("{\"controls\": [\"%s\"]}".formatted(control.id()));
    try (HoldWorker worker = worker()) {
      await().atMost(SOON).until(() -> held(first) == 1 && held(second) == 1);
      stack.release(first);
      await().atMost(SOON).until(() -> held(first) == 0);
      assertThat(store.isHeld(key, version)).isTrue();
      stack.release(second);
      await().atMost(SOON).until(() -> !store.isHeld(key, version));
    }
  }

  @Test
  void anObjectThatTheStoreHasNotKeepsNoOtherFromBeingHeld() {
    stack.collected(control, 0, "evidence/" + control.framework() + "/gone.json", "sha256-" + HASH);
    String key = "evidence/" + control.framework() + "/there.json";
    String version = put(key);
    stack.collected(control, 1, key, version);
    UUID hold = stack.standing("{\"controls\": [\"%s\"]}".formatted(control.id()));
    try (HoldWorker worker = worker()) {
      await().atMost(SOON).until(() -> store.isHeld(key, version));
      await().atMost(SOON).until(() -> held(hold) == 1);
      String late = put("evidence/" + control.framework() + "/gone.json");
      assertThat(late).isNotEqualTo("sha256-" + HASH);
      assertThat(worker.isAlive()).isTrue();
      assertThat(held(hold)).isEqualTo(1);
    }
  }

  private HoldWorker worker() {
    return new HoldWorker(stack.control(), store, LOOK);
  }

  private long held(UUID hold) {
    return new HoldObjects(stack.control()).count(hold).held();
  }

  private String put(String key) {
    return store
        .put(key, key.getBytes(StandardCharsets.UTF_8), "application/json", Map.of())
        .versionId();
  }

  private void completed(String framework, String key, String version) {
    try (Database database = new Database(stack.access("reporter"))) {
      ReportRuns runs = new ReportRuns(database);
      Instant start = Instant.parse("2026-07-01T00:00:00Z");
      UUID id =
          runs.create(
                  new NewReportRun(
                      null,
                      framework,
                      start,
                      start.plusSeconds(86_400),
                      null,
                      List.of("pdf"),
                      false,
                      "mei",
                      null))
              .id();
      int attempt = runs.claim(id);
      runs.pinSnapshot(id, attempt, new PinnedSnapshot("{}", HASH, HASH, HASH, 1, "[]"));
      runs.complete(
          id,
          attempt,
          List.of(new Artifact("pdf", "r.pdf", HASH, 1, key, version)),
          null,
          () -> {});
      assertThat(runs.artifacts(id).get(0).objectVersionId()).isEqualTo(version);
      assertThat(runs.find(id).orElseThrow().snapshot().evidenceJson()).isEqualTo("[]");
      assertThat(
              stack.sql(
                  "SELECT output_s3_key || ' ' || object_version_id FROM report_runs WHERE id = '"
                      + id
                      + "'"))
          .isEqualTo(key + " " + version);
    }
  }
}

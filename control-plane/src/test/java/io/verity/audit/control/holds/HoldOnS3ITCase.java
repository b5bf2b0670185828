package io.verity.audit.control.holds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStoreException;
import io.verity.audit.evidence.object.ObjectStoreSettings;
import io.verity.audit.evidence.object.ObjectStores;
import io.verity.audit.stack.ceph.CephServer;
import io.verity.audit.store.Custody;
import io.verity.audit.store.CustodyEntry;
import io.verity.audit.store.HoldObject;
import io.verity.audit.store.HoldObjects;
import io.verity.audit.store.NewControl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Legal holds on a service that enforces them: Ceph's gateway. */
class HoldOnS3ITCase {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final byte[] BYTES = {'{', '}'};

  private static CephServer ceph;
  private static ObjectStore store;

  private final HoldStack stack = HoldStack.get();
  private final NewControl control = stack.newControl();
  private final String key = "evidence/" + control.framework() + "/1.json";

  @BeforeAll
  static void start(@TempDir Path folder) {
    assumeTrue(CephServer.isInstalled(), CephServer.HOW_TO_INSTALL);
    ceph = CephServer.start(folder);
    ceph.createBucket("held", true);
    store =
        ObjectStores.open(
            new ObjectStoreSettings(
                "s3://held/verity",
                ceph.endpoint().toString(),
                "us-east-1",
                ceph.owner().accessKey(),
                ceph.owner().secretKey(),
                "",
                ObjectStoreSettings.SEVEN_YEARS));
  }

  @AfterAll
  static void end() {
    if (ceph != null) {
      store.close();
      ceph.close();
    }
  }

  @Test
  void theVersionThatIsHeldIsTheOneOfTheRecord() {
    String version = store.put(key, BYTES, "application/json", Map.of()).versionId();
    String another = store.put(key, new byte[] {'1'}, "application/json", Map.of()).versionId();
    UUID record = stack.collected(control, 0, key, version);
    UUID hold = stack.standing("{\"evidence\": [\"%s\"]}".formatted(record));
    try (HoldWorker one = new HoldWorker(stack.control(), store);
        HoldWorker two = new HoldWorker(stack.control(), store)) {
      await().atMost(SOON).until(() -> held(hold) == 1);
      assertThat(store.isHeld(key, version)).isTrue();
      assertThat(store.isHeld(key, another)).isFalse();
      stack.release(hold);
      await().atMost(SOON).until(() -> held(hold) == 0);
      assertThat(store.isHeld(key, version)).isFalse();
      assertThat(one.isAlive() && two.isAlive()).isTrue();
    }
    assertThat(new Custody(stack.control()).of(record))
        .extracting(CustodyEntry::action)
        .endsWith("held", "released");
  }

  @Test
  void aStoreThatIsAwayIsWaitedFor() {
    String version = store.put(key, BYTES, "application/json", Map.of()).versionId();
    UUID record = stack.collected(control, 0, key, version);
    UUID hold = stack.standing("{\"evidence\": [\"%s\"]}".formatted(record));
    HoldObjects objects = new HoldObjects(stack.control());
    try (ObjectStore away =
        ObjectStores.open(
            new ObjectStoreSettings(
                "s3://held/verity",
                "http://127.0.0.1:1",
                "us-east-1",
                "a",
                "s",
                "",
                ObjectStoreSettings.SEVEN_YEARS))) {
      objects.note();
      assertThat(
              objects.waiting(null, 1_000).stream()
                  .filter(object -> object.holdId().equals(hold))
                  .map(object -> outcome(objects, object, away)))
          .containsExactly("may pass");
    }
    assertThat(held(hold)).isZero();
    try (HoldWorker worker = new HoldWorker(stack.control(), store)) {
      await().atMost(SOON).until(() -> held(hold) == 1 && worker.isAlive());
    }
  }

  private static String outcome(HoldObjects objects, HoldObject object, ObjectStore away) {
    try {
      objects.settle(object, "test", away::hold);
      return "held";
    } catch (ObjectStoreException e) {
      return e.mayPass() ? "may pass" : e.getMessage();
    }
  }

  private long held(UUID hold) {
    return new HoldObjects(stack.control()).count(hold).held();
  }
}

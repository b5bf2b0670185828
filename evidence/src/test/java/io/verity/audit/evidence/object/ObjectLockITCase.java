package io.verity.audit.evidence.object;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What is in the store stays, whoever asks: every call here is made with the account that owns the
 * bucket, which nobody is above.
 */
class ObjectLockITCase {

  /** In a bucket without lock, which can be named for it, these tests fail. */
  private static final String BUCKET = System.getProperty("verity.test.bucket", CephStack.LOCKED);

  private static S3Store store;
  private static S3Client owner;

  private final String key = "evidence/soc2/CC6.1/" + UUID.randomUUID() + ".json";
  private StoredObject first;

  @BeforeAll
  static void open() {
    store = new S3Store(CephStack.settings(BUCKET));
    owner = S3Clients.client(CephStack.settings(CephStack.LOCKED));
  }

  @AfterAll
  static void close() {
    if (store != null) {
      store.close();
      owner.close();
    }
  }

  @BeforeEach
  void put() {
    if (BUCKET.equals(CephStack.LOCKED)) {
      first = store.put(key, "one".getBytes(UTF_8), "application/json", Map.of());
    } else {
      first = putWithoutLock();
    }
  }

  private StoredObject putWithoutLock() {
    owner.putObject(r -> r.bucket(BUCKET).key("verity/" + key), RequestBody.fromString("one"));
    return new StoredObject(key, "null", "", 3, Instant.now(), false, Map.of());
  }

  @Test
  void nobodyDeletesAVersion() throws IOException {
    refused(() -> delete(first.versionId(), null));
    refused(() -> delete(first.versionId(), true));

    assertThat(text(first.versionId())).isEqualTo("one");
  }

  @Test
  void aDeletionOfTheKeyLeavesTheVersion() throws IOException {
    owner.deleteObject(r -> r.bucket(BUCKET).key("verity/" + key));

    assertThat(text(first.versionId())).isEqualTo("one");
    refused(() -> delete(first.versionId(), true));
  }

  @Test
  void nobodyShortensRetention() {
    Instant earlier = first.retainUntil().minus(1, ChronoUnit.DAYS);
    refused(() -> retain(ObjectLockRetentionMode.COMPLIANCE, earlier, null));
    refused(() -> retain(ObjectLockRetentionMode.COMPLIANCE, earlier, true));
    refused(() -> retain(ObjectLockRetentionMode.GOVERNANCE, earlier, true));

    assertThat(store.find(key, first.versionId()).orElseThrow().retainUntil())
        .isEqualTo(first.retainUntil());
  }

  @Test
  void retentionIsSevenYearsAndCanBeExtended() {
    assertThat(Duration.between(Instant.now(), first.retainUntil()))
        .isGreaterThan(CephStack.RETENTION.minusMinutes(1));
    Instant later = first.retainUntil().plus(100, ChronoUnit.DAYS);

    retain(ObjectLockRetentionMode.COMPLIANCE, later, null);

    assertThat(store.find(key, first.versionId()).orElseThrow().retainUntil()).isEqualTo(later);
  }

  @Test
  void overwritingMakesAVersionBesideTheFirst() throws IOException {
    StoredObject second = store.put(key, "two".getBytes(UTF_8), "application/json", Map.of());

    assertThat(second.versionId()).isNotEqualTo(first.versionId());
    assertThat(text(first.versionId())).isEqualTo("one");
    assertThat(text(second.versionId())).isEqualTo("two");
    refused(() -> delete(first.versionId(), true));
  }

  @Test
  void aHoldIsSetAndLifted() {
    assertThat(store.isHeld(key, first.versionId())).isFalse();

    store.hold(key, first.versionId(), true);
    store.hold(key, first.versionId(), true);
    assertThat(store.isHeld(key, first.versionId())).isTrue();
    assertThat(store.find(key, first.versionId()).orElseThrow().held()).isTrue();

    store.hold(key, first.versionId(), false);
    assertThat(store.isHeld(key, first.versionId())).isFalse();
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
  }

  private void delete(String version, Boolean bypass) {
    owner.deleteObject(
        r ->
            r.bucket(BUCKET)
                .key("verity/" + key)
                .versionId(version)
                .bypassGovernanceRetention(bypass));
  }

  private void retain(ObjectLockRetentionMode mode, Instant until, Boolean bypass) {
    owner.putObjectRetention(
        r ->
            r.bucket(BUCKET)
                .key("verity/" + key)
                .versionId(first.versionId())
                .bypassGovernanceRetention(bypass)
                .retention(t -> t.mode(mode).retainUntilDate(until)));
  }

  private String text(String version) throws IOException {
    try (InputStream in = store.open(key, version)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}

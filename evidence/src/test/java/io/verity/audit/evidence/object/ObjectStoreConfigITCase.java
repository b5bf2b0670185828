package io.verity.audit.evidence.object;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.stack.ceph.CephAccount;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The shipped configuration of a bucket, on a service that takes it at its word. */
class ObjectStoreConfigITCase {

  private static final String BUCKET = "configured";

  private static S3Client owner;

  @BeforeAll
  static void create() {
    CephStack.server().createBucket(BUCKET, true);
    owner = S3Clients.client(CephStack.settings(BUCKET));
  }

  @AfterAll
  static void close() {
    if (owner != null) {
      owner.close();
    }
  }

  @Test
  void lifecycleIsTakenAndGivenBack() throws Exception {
    BucketLifecycleConfiguration lifecycle =
        ObjectStoreConfig.model(
            BucketLifecycleConfiguration.builder(), ObjectStoreConfig.json("lifecycle.json"));

    owner.putBucketLifecycleConfiguration(r -> r.bucket(BUCKET).lifecycleConfiguration(lifecycle));

    var rule = owner.getBucketLifecycleConfiguration(r -> r.bucket(BUCKET)).rules().get(0);
    assertThat(rule.transitions()).isEqualTo(lifecycle.rules().get(0).transitions());
    assertThat(rule.noncurrentVersionTransitions().get(0).noncurrentDays()).isEqualTo(365);
  }

  @Test
  void whatOthersPutIsLockedToo() throws Exception {
    ObjectLockConfiguration lock =
        ObjectStoreConfig.model(
            ObjectLockConfiguration.builder(), ObjectStoreConfig.json("object-lock.json"));

    owner.putObjectLockConfiguration(r -> r.bucket(BUCKET).objectLockConfiguration(lock));

    var body = RequestBody.fromString("x");
    String version = owner.putObject(r -> r.bucket(BUCKET).key("by-others"), body).versionId();
    var head = owner.headObject(r -> r.bucket(BUCKET).key("by-others").versionId(version));
    assertThat(head.objectLockRetainUntilDate())
        .isAfter(Instant.now().plus(ObjectStoreSettings.SEVEN_YEARS).minusSeconds(3600));
    refused(() -> owner.deleteObject(r -> r.bucket(BUCKET).key("by-others").versionId(version)));
  }

  @Test
  void theAuditorReadsAndDoesNothingElse() throws Exception {
    CephAccount auditor = CephStack.server().createAccount("auditor");
    var settings = CephStack.settings(BUCKET, CephStack.server().endpoint(), auditor, "");
    try (ObjectStore writer = new S3Store(CephStack.settings(BUCKET));
        ObjectStore reader = new S3Store(settings);
        S3Client client = S3Clients.client(settings)) {
      StoredObject put = writer.put("a/b", "x".getBytes(UTF_8), "text/plain", Map.of());
      String version = put.versionId();
      assertThatThrownBy(() -> reader.sha256("a/b", version)).hasMessageContaining("may not");

      String policy =
          ObjectStoreConfig.json("bucket-policy-auditor.json")
              .toString()
              .replace("AUDITOR_ARN", "arn:aws:iam:::user/auditor")
              .replace("BUCKET", BUCKET);
      owner.putBucketPolicy(r -> r.bucket(BUCKET).policy(policy));

      assertThatCode(reader::check).doesNotThrowAnyException();
      assertThat(reader.find("a/b", version)).contains(put);
      assertThat(reader.sha256("a/b", version)).contains(put.sha256());
      assertThatThrownBy(() -> reader.put("a/c", new byte[1], "text/plain", Map.of()))
          .hasMessageContaining("may not");
      assertThatThrownBy(() -> reader.hold("a/b", version, true)).hasMessageContaining("may not");
      refused(() -> client.deleteObject(r -> r.bucket(BUCKET).key("verity/a/b")));
      refused(
          () ->
              client.putObjectRetention(
                  r ->
                      r.bucket(BUCKET)
                          .key("verity/a/b")
                          .versionId(version)
                          .retention(
                              t ->
                                  t.mode(ObjectLockRetentionMode.COMPLIANCE)
                                      .retainUntilDate(put.retainUntil().plusSeconds(86_400)))));
    }
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
  }
}

package io.verity.audit.evidence.object;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.verity.audit.stack.ceph.CephAccount;
import io.verity.audit.stack.ceph.CephServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on a service that is one: Ceph's gateway. */
class S3StoreITCase {

  private static final byte[] BYTES = "{\"a\":1}".getBytes(UTF_8);

  private static ObjectStore store;

  private final String key = "evidence/soc2/CC6.1/" + UUID.randomUUID() + ".json";

  @BeforeAll
  static void open() {
    store = ObjectStores.open(CephStack.settings(CephStack.LOCKED));
  }

  @AfterAll
  static void close() {
    if (store != null) {
      store.close();
    }
  }

  @Test
  void givesBackByVersionWhatWasPut() throws IOException {
    StoredObject put = store.put(key, BYTES, "application/json", Map.of("control", "CC6.1"));

    assertThat(store.find(key, put.versionId())).contains(put);
    assertThat(put.metadata()).containsEntry("control", "CC6.1");
    assertThat(store.sha256(key, put.versionId())).contains(put.sha256());
    try (InputStream in = store.open(key, put.versionId(), 1, 3)) {
      assertThat(in.readAllBytes()).isEqualTo("\"a\"".getBytes(UTF_8));
    }
    assertThat(store.location(key, put.versionId())).isEqualTo("s3://evidence/verity/" + key);
  }

  @Test
  void hasNoVersionThatWasNotPut() {
    StoredObject put = store.put(key, BYTES, "application/json", Map.of());
    String version = put.versionId();

    assertThat(store.find(key, version + "x")).isEmpty();
    assertThat(store.sha256(key + "x", version)).isEmpty();
    assertThat(store.isHeld(key + "x", version)).isFalse();
    assertThatThrownBy(() -> store.open(key + "x", version))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining("has no " + key);
  }

  @Test
  void takesALargeFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large");
    byte[] content = new byte[40 << 20];
    new Random(1).nextBytes(content);
    Files.write(file, content);

    StoredObject put = store.put(key, file, "application/octet-stream", Map.of());

    assertThat(put.bytes()).isEqualTo(content.length);
    try (InputStream in = store.open(key, put.versionId(), content.length - 10L, 10)) {
      assertThat(in.readAllBytes()).hasSize(10);
    }
  }

  @Test
  void aLinkReadsTheVersionUntilItEnds() throws IOException {
    StoredObject put = store.put(key, BYTES, "application/json", Map.of());
    store.put(key, "later".getBytes(UTF_8), "application/json", Map.of());
    URI link = store.link(key, put.versionId(), Duration.ofMinutes(15)).orElseThrow();
    try (InputStream in = link.toURL().openStream()) {
      assertThat(in.readAllBytes()).isEqualTo(BYTES);
    }

    URI brief = store.link(key, put.versionId(), Duration.ofSeconds(1)).orElseThrow();
    await().atMost(Duration.ofSeconds(10)).until(() -> status(brief) == 403);

    assertThat(status(link)).isEqualTo(200);
    assertThat(status(URI.create(link.toString().replaceFirst("versionId=[^&]*&", ""))))
        .isEqualTo(403);
    assertThatThrownBy(() -> store.link(key, put.versionId(), Duration.ofMinutes(16)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int status(URI link) throws IOException {
    return ((HttpURLConnection) link.toURL().openConnection()).getResponseCode();
  }

  @Test
  void tellsAFitBucketFromOthers() {
    assertThatCode(store::check).doesNotThrowAnyException();
    try (ObjectStore unlocked = new S3Store(CephStack.settings(CephStack.UNLOCKED))) {
      lasting(unlocked::check, "keeps no versions");
      lasting(() -> unlocked.put(key, BYTES, "application/json", Map.of()), "no object lock");
    }
    try (ObjectStore missing = new S3Store(CephStack.settings("missing"))) {
      lasting(missing::check, "there is no such bucket");
      lasting(() -> missing.put(key, BYTES, "application/json", Map.of()), "no such bucket");
    }
  }

  @Test
  void wrongCredentialsLastAndAreNotRepeated() {
    CephServer server = CephStack.server();
    CephAccount owner = server.owner();
    CephAccount wrong = new CephAccount("x", owner.accessKey(), "wrong-secret");
    CephAccount unknown = new CephAccount("x", "UNKNOWN", owner.secretKey());
    lasting(() -> put(wrong), "the secret key is wrong");
    lasting(() -> put(unknown), "the access key is unknown");
    lasting(() -> put(server.createAccount("u" + UUID.randomUUID())), "the account may not");
  }

  private void put(CephAccount account) {
    var settings = CephStack.settings(CephStack.LOCKED, CephStack.server().endpoint(), account, "");
    try (ObjectStore other = new S3Store(settings)) {
      other.put(key, BYTES, "application/json", Map.of());
    } catch (ObjectStoreException e) {
      assertThat(e).hasMessageNotContaining(account.secretKey());
      throw e;
    }
  }

  private static void lasting(Runnable call, String why) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(ObjectStoreException.class, e -> assertThat(e.mayPass()).isFalse())
        .hasMessageContaining(why);
  }

  @Test
  void isEncryptedWithTheKeyThatIsNamed() throws IOException {
    var settings =
        CephStack.settings(
            CephStack.LOCKED,
            CephStack.server().endpoint(),
            CephStack.server().owner(),
            "aws:kms:" + CephServer.KMS_KEY);
    try (ObjectStore encrypted = new S3Store(settings)) {
      StoredObject put = encrypted.put(key, BYTES, "application/json", Map.of());

      assertThat(encrypted.sha256(key, put.versionId())).contains(put.sha256());
    }
  }

  /** Ceph 16 takes AES256 without a word and encrypts nothing: that a store does so is noticed. */
  @Test
  void encryptionThatIsNotDoneIsNoticed() {
    var settings =
        CephStack.settings(
            CephStack.LOCKED, CephStack.server().endpoint(), CephStack.server().owner(), "AES256");
    try (ObjectStore store = new S3Store(settings)) {
      lasting(
          () -> store.put(key, BYTES, "application/json", Map.of()), "not encrypted as asked for");
    }
  }
}

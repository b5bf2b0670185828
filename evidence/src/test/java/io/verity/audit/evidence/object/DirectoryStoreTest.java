package io.verity.audit.evidence.object;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryStoreTest {

  private static final String KEY = "evidence/soc2/CC6.1/record.json";

  @TempDir private Path root;
  private ObjectStore store;

  @BeforeEach
  void open() {
    store =
        ObjectStores.open(
            new ObjectStoreSettings("file:" + root, "", "", "", "", "", Duration.ofDays(2557)));
  }

  private StoredObject put(String text) {
    return store.put(KEY, text.getBytes(UTF_8), "application/json", Map.of("control", "CC6.1"));
  }

  private String text(String version) throws IOException {
    try (InputStream in = store.open(KEY, version)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void aPersonFindsTheFileByItsKey() throws IOException {
    StoredObject put = put("one");

    Path file = root.resolve(KEY);
    assertThat(file).hasContent("one");
    assertThat(Files.getPosixFilePermissions(file))
        .doesNotContain(
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_WRITE);
    assertThat(put.versionId()).isEqualTo("sha256-" + put.sha256());
    assertThat(store.location(KEY, put.versionId())).isEqualTo(file.toString());
    assertThat(store.find(KEY, put.versionId())).contains(put);
    assertThat(put.retainUntil()).isAfter(Instant.now().plus(Duration.ofDays(2556)));
    assertThat(put.metadata()).containsEntry("control", "CC6.1");
  }

  @Test
  void theSameBytesAreTheSameVersion() throws IOException {
    StoredObject first = put("one");

    assertThat(put("one")).isEqualTo(first);
    assertThat(files()).hasSize(1);
  }

  @Test
  void otherBytesAreAVersionBesideTheFirst() throws IOException {
    StoredObject first = put("one");
    StoredObject second = put("two");

    assertThat(text(first.versionId())).isEqualTo("one");
    assertThat(text(second.versionId())).isEqualTo("two");
    assertThat(put("two")).isEqualTo(second);
    assertThat(files()).hasSize(2);
  }

  @Test
  void readsAPartOfAVersion() throws IOException {
    StoredObject put = put("0123456789");

    try (InputStream in = store.open(KEY, put.versionId(), 3, 4)) {
      assertThat(in.readAllBytes()).isEqualTo("3456".getBytes(UTF_8));
    }
  }

  @Test
  void whatWasAlteredIsTold() throws IOException {
    StoredObject put = put("one");
    Path file = root.resolve(KEY);
    Files.delete(file);
    Files.writeString(file, "eno");

    assertThat(store.sha256(KEY, put.versionId())).isPresent().isNotEqualTo(put.sha256());
    assertThat(put("one")).isEqualTo(put("one"));
    assertThat(store.sha256(KEY, put("one").versionId())).contains(put.sha256());
  }

  @Test
  void whatWasDeletedIsGone() throws IOException {
    StoredObject put = put("one");
    Files.delete(root.resolve(KEY));

    assertThat(store.find(KEY, put.versionId())).isEmpty();
    assertThat(store.sha256(KEY, put.versionId())).isEmpty();
    assertThatThrownBy(() -> store.open(KEY, put.versionId()))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining(KEY);
    assertThat(store.isWorm()).isFalse();
  }

  @Test
  void holdsOneVersionAndLetsItGo() {
    StoredObject first = put("one");
    StoredObject second = put("two");

    store.hold(KEY, first.versionId(), true);
    store.hold(KEY, first.versionId(), true);
    put("one");
    assertThat(store.isHeld(KEY, first.versionId())).isTrue();
    assertThat(store.isHeld(KEY, second.versionId())).isFalse();

    store.hold(KEY, first.versionId(), false);
    assertThat(store.isHeld(KEY, first.versionId())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a//b",
        "a/./b",
        "a/",
        ".hidden",
        "a/.x.json",
        "a\\b",
        "a\u0000",
        "a b",
        "a\nb"
      })
  void refusesKeysThatLeadElsewhere(String key) throws IOException {
    byte[] content = {1};
    assertThatThrownBy(() -> store.put(key, content, "text/plain", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.open(key, "sha256-" + "0".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void manyMayPutAtOnce() throws IOException {
    List<StoredObject> puts =
        IntStream.range(0, 64).parallel().mapToObj(i -> put("text " + i % 4)).toList();

    for (int i = 0; i < puts.size(); i++) {
      assertThat(text(puts.get(i).versionId())).isEqualTo("text " + i % 4);
    }
    assertThat(files()).hasSize(4);
  }

  @Test
  void aFolderThatIsNoneMayPass() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    ObjectStore none = new DirectoryStore(file, Duration.ofDays(1));

    assertThatThrownBy(none::check).isInstanceOf(ObjectStoreException.class);
    assertThatThrownBy(() -> none.put(KEY, new byte[1], "text/plain", Map.of()))
        .isInstanceOfSatisfying(ObjectStoreException.class, e -> assertThat(e.mayPass()).isTrue())
        .hasMessageContaining(file.toString());
  }

  /** A file of 64 KiB on a disk that is smaller; mounting one is for root only. */
  @Test
  void aFullDiskMayPassAndLeavesNothing() throws Exception {
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", root.toString()))
        .as("this account can't mount a small disk")
        .isZero();
    try {
      assertThatThrownBy(() -> put("x".repeat(1 << 16)))
          .isInstanceOfSatisfying(ObjectStoreException.class, e -> assertThat(e.mayPass()).isTrue())
          .hasMessage(
              "the object store in " + root + " can't keep " + KEY + ": No space left on device");
      assertThat(files()).isEmpty();
    } finally {
      assertThat(run("umount", root.toString())).isZero();
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/folder", "file:relative", "file:", "s3://", "s3://A_b", "ftp://x"})
  void refusesLocationsThatAreNone(String location) {
    var settings =
        new ObjectStoreSettings(location, "", "us-east-1", "a", "b", "", Duration.ofDays(1));
    assertThatThrownBy(() -> ObjectStores.open(settings))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Neither sidecars nor leftovers. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
      return files.stream().filter(f -> !f.getFileName().toString().startsWith(".")).toList();
    }
  }
}

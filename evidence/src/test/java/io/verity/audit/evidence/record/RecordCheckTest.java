package io.verity.audit.evidence.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.evidence.json.CanonicalJson;
import io.verity.audit.evidence.object.DirectoryStore;
import io.verity.audit.evidence.object.ObjectStoreSettings;
import io.verity.audit.evidence.object.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCheckTest {

  private static final String KEY = "evidence/soc2/CC6.1/record.json";
  private static final String PAYLOAD = "{\"b\": 1.0, \"a\": [true, null]}";

  @TempDir Path folder;

  private DirectoryStore store;
  private StoredObject stored;

  @BeforeEach
  void put() {
    store = new DirectoryStore(folder, ObjectStoreSettings.SEVEN_YEARS);
    stored = store.put(KEY, CanonicalJson.bytes(PAYLOAD), "application/json", Map.of());
  }

  @Test
  void bothLinksHoldHoweverTheDatabaseSpellsThePayload() {
    assertThat(check("{\"a\":[true,null],\"b\":1}", stored.versionId()))
        .containsExactly(
            new CheckedLink("payload", true, stored.sha256(), stored.sha256(), null),
            new CheckedLink("object", true, stored.sha256(), stored.sha256(), null));
  }

  @Test
  void saysThatThePayloadWasChanged() {
    assertThat(check(PAYLOAD.replace("true", "false"), stored.versionId()))
        .extracting(CheckedLink::ok)
        .containsExactly(false, true);
  }

  @Test
  void saysThatThePayloadIsNoJson() {
    assertThat(check("{", stored.versionId()).get(0).detail()).contains("no canonical form");
  }

  @Test
  void saysThatTheObjectWasChanged() throws IOException {
    Path file = folder.resolve(KEY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, "{}");

    CheckedLink link = check(PAYLOAD, stored.versionId()).get(1);

    assertThat(link.ok()).isFalse();
    assertThat(link.actual()).isEqualTo(CanonicalJson.sha256(CanonicalJson.bytes("{}")));
    assertThat(link.detail()).contains(KEY, "is not what was collected");
  }

  @Test
  void saysThatTheObjectIsMissing() {
    CheckedLink link = check(PAYLOAD, "sha256-" + "0".repeat(64)).get(1);

    assertThat(link.ok()).isFalse();
    assertThat(link.actual()).isNull();
    assertThat(link.detail()).contains("missing");
  }

  @Test
  void saysThatItReachesNoStore() {
    assertThat(RecordCheck.check(PAYLOAD, stored.sha256(), KEY, stored.versionId(), null))
        .extracting(CheckedLink::ok)
        .containsExactly(true, false);
  }

  @Test
  void looksForNoObjectWhereThereWasNone() {
    assertThat(RecordCheck.check(PAYLOAD, stored.sha256(), null, null, store)).hasSize(1);
  }

  @Test
  void theFileThatAPersonHandedInIsALinkToo() throws IOException {
    StoredObject file = store.put("evidence/file", "<b>Hi</b>".getBytes(), "text/html", Map.of());
    assertThat(links("manual", file)).extracting(CheckedLink::link).last().isEqualTo("attachment");
    assertThat(links("manual", file)).allMatch(CheckedLink::ok);

    Path onDisk = folder.resolve("evidence/file");
    Files.setPosixFilePermissions(onDisk, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(onDisk, "<b>Ho</b>");

    assertThat(links("manual", file))
        .extracting(CheckedLink::ok)
        .containsExactly(true, true, false);
    assertThat(links("http", file)).as("a handler's own words are no file").hasSize(2);
  }

  private List<CheckedLink> links(String kind, StoredObject file) {
    String payload =
        """
        {"sources":{"upload":{"kind":"%s","details":{"file_name":"a.html","file_sha256":"%s",
         "object_key":"%s","version_id":"%s"}}}}"""
            .formatted(kind, file.sha256(), file.key(), file.versionId());
    StoredObject record =
        store.put("evidence/" + kind, CanonicalJson.bytes(payload), "application/json", Map.of());
    return RecordCheck.check(payload, record.sha256(), record.key(), record.versionId(), store);
  }

  private List<CheckedLink> check(String payload, String version) {
    return RecordCheck.check(payload, stored.sha256(), KEY, version, store);
  }
}

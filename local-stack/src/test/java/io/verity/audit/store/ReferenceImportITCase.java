package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.store.ImportResult.Counts;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReferenceImportITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private static final String PRINCIPALS =
      "id,kind,name,email,department,manager_id,status,hired_at,terminated_at,privileged\n";
  private static final String ASSETS = "id,type,name,system,tags,owner_id\n";

  private static Database database;
  private static ReferenceImport imports;
  private static ReferenceData reference;

  @TempDir Path folder;
  private UUID mei;
  private UUID bot;
  private UUID bucket;

  @BeforeAll
  static void connect() {
    database = SERVER.as("importer");
    imports = new ReferenceImport(database);
    reference = new ReferenceData(database);
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @BeforeEach
  void nameRows() {
    mei = UUID.randomUUID();
    bot = UUID.randomUUID();
    bucket = UUID.randomUUID();
  }

  @Test
  void addsReplacesAndLeavesAlone() throws IOException {
    long before = reference.currentRevision();
    ImportResult first = imports.run(principals(mei("Mei"), bot()), assets("PII|PHI"), "test");
    assertThat(first.principals()).isEqualTo(new Counts(2, 2, 0, 0));
    assertThat(first.assets()).isEqualTo(new Counts(1, 1, 0, 0));
    assertThat(first.revision()).isEqualTo(before + 1).isEqualTo(reference.currentRevision());

    ImportResult same = imports.run(principals(bot(), mei("Mei")), assets("PHI|PII"), "test");
    assertThat(same.principals()).isEqualTo(new Counts(2, 0, 0, 2));
    assertThat(same.revision()).isEqualTo(first.revision());

    ImportResult changed = imports.run(principals(mei("Мэй \\ \t \"x\"")), null, "test");
    assertThat(changed.principals()).isEqualTo(new Counts(1, 0, 1, 0));
    assertThat(changed.assets()).isNull();
    assertThat(changed.revision()).isEqualTo(first.revision() + 1);
    assertThat(name(mei, changed.revision())).isEqualTo("Мэй \\ \t \"x\"");
    assertThat(
            SERVER.sql(
                "auditor",
                "SELECT concat_ws(' ', imported_by, principals_inserted, principals_updated,"
                    + " assets_inserted, assets_updated) FROM reference_revisions WHERE revision = "
                    + changed.revision()))
        .isEqualTo("test 0 1 0 0");
  }

  @Test
  void everyRevisionCanBeReadAgain() throws IOException {
    long empty = reference.currentRevision();
    String emptyDigest = reference.digest(empty);
    long first = imports.run(principals(mei("Mei"), bot()), assets("PII|CHD"), "t").revision();
    String firstDigest = reference.digest(first);
    long second = imports.run(principals(mei("May")), assets("PHI"), "t").revision();
    String secondDigest = reference.digest(second);
    long third = imports.run(principals(mei("Mei")), assets("PII|CHD"), "t").revision();

    assertThat(name(mei, empty)).isNull();
    assertThat(name(mei, first)).isEqualTo("Mei");
    assertThat(name(mei, second)).isEqualTo("May");
    assertThat(name(mei, third)).isEqualTo("Mei");
    assertThat(tags(first)).isEqualTo("CHD|PII");
    assertThat(tags(second)).isEqualTo("PHI");
    assertThat(name(bot, third)).as("untouched by two imports").isEqualTo("bot");
    assertThat(reference.digest(empty)).isEqualTo(emptyDigest);
    assertThat(reference.digest(first)).isEqualTo(firstDigest).isNotEqualTo(emptyDigest);
    assertThat(reference.digest(second)).isEqualTo(secondDigest).isNotEqualTo(firstDigest);
    assertThat(reference.digest(third)).as("the same content").isEqualTo(firstDigest);
  }

  @Test
  void theViewsHaveTypesThatAnyReaderHas() throws IOException {
    long revision = imports.run(principals(mei("Mei")), null, "t").revision();
    assertThat(
            SERVER.sql(
                "reporter",
                "SELECT concat_ws(' ', hired_at, hired_at_millis, pg_typeof(hired_at),"
                    + " pg_typeof(id), revision_from, revision_to) FROM principal_revisions"
                    + " WHERE id = '%s'".formatted(mei)))
        .isEqualTo(
            "2026-03-29 02:30:00.125 1774751400125 timestamp without time zone text "
                + revision
                + " 9223372036854775807");
  }

  @Test
  void aBadRowInEitherFileImportsNothing() throws IOException {
    long before = reference.currentRevision();
    Path assets = Files.writeString(folder.resolve("assets.csv"), ASSETS + "x,BUCKET,a,b,,\n");
    assertThatThrownBy(() -> imports.run(principals(mei("Mei")), assets, "test"))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("assets.csv, line 2, column id: is \"x\", not a UUID");
    assertThat(reference.currentRevision()).isEqualTo(before);
    assertThat(SERVER.sql("auditor", "SELECT name FROM principals WHERE id = '" + mei + "'"))
        .isNull();
    assertThat(imports.run(principals(mei("Mei")), null, "test").principals().inserted())
        .isEqualTo(1);
  }

  @Test
  void aHundredThousandRowsTakeSeconds() throws IOException {
    Path file = folder.resolve("many.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(PRINCIPALS);
      for (int i = 0; i < 100_000; i++) {
        out.write(
            new UUID(mei.getMostSignificantBits(), i) + ",USER,p" + i + ",,,,ACTIVE,,,false\n");
      }
    }
    long began = System.nanoTime();
    assertThat(imports.run(file, null, "test").principals().inserted()).isEqualTo(100_000);
    long seconds = (System.nanoTime() - began) / 1_000_000_000;
    assertThat(seconds).as("seconds").isLessThan(30);
    assertThat(imports.run(file, null, "test").principals().unchanged()).isEqualTo(100_000);
  }

  @Test
  void nothingChangesWithoutARevision() throws IOException {
    imports.run(principals(mei("Mei")), null, "test");
    for (String role : new String[] {"importer", "admin"}) {
      assertThatThrownBy(
              () -> SERVER.sql(role, "UPDATE principals SET name = 'x' WHERE id = '" + mei + "'"))
          .hasMessageContaining("principals changes by an import alone");
      assertThatThrownBy(
              () ->
                  SERVER.sql(
                      role,
                      "INSERT INTO assets (id, type, name, system) VALUES ('%s', 'A', 'b', 'c')"
                          .formatted(bucket)))
          .hasMessageContaining("assets changes by an import alone");
    }
  }

  private static String name(UUID id, long revision) {
    return SERVER.sql(
        "reporter",
        "SELECT name FROM principal_revisions WHERE id = '%s' AND revision_from <= %d AND revision_to > %d"
            .formatted(id, revision, revision));
  }

  private String tags(long revision) {
    return SERVER.sql(
        "reporter",
        "SELECT tags FROM asset_revisions WHERE id = '%s' AND revision_from <= %d AND revision_to > %d"
            .formatted(bucket, revision, revision));
  }

  private String mei(String name) {
    return "%s,USER,\"%s\",m@example.org,Legal,%s,ACTIVE,2026-03-29T02:30:00.125Z,,true\n"
        .formatted(mei, name.replace("\"", "\"\""), bot);
  }

  private String bot() {
    return bot + ",SERVICE,bot,,,,ACTIVE,,,false\n";
  }

  private Path principals(String... rows) throws IOException {
    return Files.writeString(folder.resolve("principals.csv"), PRINCIPALS + String.join("", rows));
  }

  private Path assets(String tags) throws IOException {
    return Files.writeString(
        folder.resolve("assets.csv"), ASSETS + bucket + ",BUCKET,b,crm," + tags + "," + mei + "\n");
  }
}

package io.verity.audit.evidence.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlCatalogTest {

  private static final String CONTROL =
      """
        - control_id: X-1
          name: A control
          description: Of our own.
          collection_fn: our-handler
          schedule: '0 2 * * *'
          sources:
            - source: ours
              request: {what: ever}
          expectations:
            - name: one
              title: One
              pointer: /count
              schema: {const: 1}
              severity: low
              remediation: Mend it.
      """;

  @TempDir private Path folder;

  @Test
  void readsThoseOfAFolderBesideItsOwnAndAnyHandler() throws IOException {
    write("controls:\n" + CONTROL);

    ControlCatalog catalog = ControlCatalog.load(folder);

    assertThat(catalog.controls())
        .filteredOn(control -> control.framework().equals("ours"))
        .singleElement()
        .satisfies(
            control -> {
              assertThat(control.collectionFn()).isEqualTo("our-handler");
              assertThat(control.expectations()).hasSize(1);
            });
    assertThat(catalog.controls()).hasSizeGreaterThan(60);
  }

  @Test
  void readsBackWhatIsStored() throws IOException {
    write("controls:\n" + CONTROL);

    for (ControlDefinition control : ControlCatalog.load(folder).controls()) {
      assertThat(ControlCatalog.read(control.framework(), control.definition().toString()))
          .isEqualTo(control);
    }
  }

  @Test
  void refusesAnIdTwice() throws IOException {
    write("controls:\n" + CONTROL + CONTROL);

    refused("X-1 is there twice");
  }

  @Test
  void refusesAScheduleThatIsNoCronExpression() throws IOException {
    write("controls:\n" + CONTROL.replace("0 2 * * *", "0 25 * * *"));

    refused("X-1: schedule '0 25 * * *'");
  }

  @Test
  void namesTheControlAndThePathOfWhatIsWrong() throws IOException {
    write("controls:\n" + CONTROL.replace("severity: low", "severity: awful"));

    refused("X-1 (/controls/0/expectations/0/severity): ");
  }

  @Test
  void refusesAKeyThatMeansNothing() throws IOException {
    write("controls:\n" + CONTROL.replace("collection_fn", "collect_fn"));

    refused("collect_fn");
  }

  @Test
  void refusesASchemaThatIsNone() throws IOException {
    write("controls:\n" + CONTROL.replace("{const: 1}", "{type: whole}"));

    refused("X-1: the schema of expectation one is no JSON Schema: /type");
  }

  @Test
  void refusesASchemaThatIsSomewhereElse() throws IOException {
    write("controls:\n" + CONTROL.replace("{const: 1}", "{$ref: 'http://127.0.0.1:1/schema'}"));

    refused("X-1: the schema of expectation one can't be used");
  }

  @Test
  void refusesAnExpectationOfASourceThatIsNotAsked() throws IOException {
    write("controls:\n" + CONTROL.replace("title: One", "title: One\n        source: theirs"));

    refused("expectation one is about theirs, which is none of its sources");
  }

  @Test
  void namesTheLineOfWhatIsNoYaml() throws IOException {
    write("controls:\n" + CONTROL + "  - \"");

    refused("controls.yaml, line 1");
  }

  @Test
  void refusesAFrameworkThatExists() throws IOException {
    Path file = Files.createDirectories(folder.resolve("soc2")).resolve("controls.yaml");
    Files.writeString(file, "controls:\n" + CONTROL);

    refused("a framework soc2 exists already");
  }

  private void write(String yaml) throws IOException {
    Path file = Files.createDirectories(folder.resolve("ours")).resolve("controls.yaml");
    Files.writeString(file, yaml);
  }

  private void refused(String why) {
    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> ControlCatalog.load(folder))
        .withMessageContaining("controls.yaml")
        .withMessageContaining(why);
  }
}

package io.verity.audit.report.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackLoaderTest {

  private static final Path SQL = Path.of("..", "..", "sql");

  private static final String YAML =
      """
      framework: house
      name: House rules
      title: House report
      parameters: {risk_critical: 95, many: 3}
      controls: [{id: H1, title: Reviews, description: Reviews are made.}]
      finding_controls:
        sla_breach: H1
        escalation_exhausted: H1
        revocation_outstanding: H1
        anomaly: H1
        approval_without_rationale: H1
        busy_actor: H1
      metrics:
        - query: metrics/logins.sql
          shape: columns
          metrics: [{name: logins, label: Logins, unit: count, section: scope, control: H1}]
      findings:
        - {type: busy_actor, severity: low, title: Busy, remediation: Ask., query: findings/busy.sql}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeFramework() throws IOException {
    write("house/pack.yaml", YAML);
    write("house/metrics/logins.sql", "SELECT COUNT(*) AS logins FROM last_logins");
    write("house/findings/busy.sql", "SELECT 1 WHERE 1 > :many AND :start < :end");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Pack load() {
    return PackLoader.from(folder).load("house");
  }

  @Test
  void everyFolderIsAFramework() throws IOException {
    Set<String> folders = new TreeSet<>();
    try (Stream<Path> all = Files.list(SQL.resolve("frameworks"))) {
      all.filter(Files::isDirectory).forEach(f -> folders.add(f.getFileName().toString()));
    }
    folders.remove("common");
    assertThat(PackLoader.bundled().frameworks())
        .containsExactlyElementsOf(folders)
        .contains("gdpr", "sox", "soc2", "hipaa", "pci_dss");
  }

  @Test
  void everyFrameworkLoads() {
    PackLoader packs = PackLoader.bundled();
    for (String framework : packs.frameworks()) {
      Pack pack = packs.load(framework);
      assertThat(pack.text()).as(framework).containsOnlyKeys(Section.values());
      assertThat(pack.tables()).hasSizeGreaterThan(9);
      assertThat(pack.perSubject()).isEqualTo(framework.equals("gdpr"));
    }
  }

  @Test
  void everySqlFileIsUsed() throws IOException {
    PackLoader packs = PackLoader.bundled();
    Set<String> used = new HashSet<>();
    for (String framework : packs.frameworks()) {
      Pack pack = packs.load(framework);
      pack.metrics().forEach(query -> used.add(query.query()));
      pack.tables().forEach(table -> used.add(table.query()));
      pack.findings().forEach(finding -> used.add(finding.query()));
    }
    Path frameworks = SQL.resolve("frameworks");
    try (Stream<Path> files = Files.walk(frameworks)) {
      assertThat(files.filter(f -> f.toString().endsWith(".sql")))
          .allSatisfy(f -> assertThat(used).contains(frameworks.relativize(f).toString()));
    }
  }

  @Test
  void theTablesAskForWhatTheDriverAndThePacksKnow() {
    PackLoader packs = PackLoader.bundled();
    for (String framework : packs.frameworks()) {
      Set<String> names = new TreeSet<>(packs.flinkSql().parameters());
      names.removeAll(packs.load(framework).parameters().keySet());
      assertThat(names)
          .containsExactlyInAnyOrder(
              "start",
              "end",
              "subject",
              "run_id",
              "reference_revision",
              "clickhouse_url",
              "clickhouse_user",
              "clickhouse_certificates",
              "clickhouse_password",
              "database_url",
              "database_user",
              "database_password");
    }
  }

  @Test
  void aFrameworkOfTheUsersOwnNeedsNoJava() {
    Pack common = PackLoader.bundled().load("sox");
    Pack pack = load();
    assertThat(PackLoader.from(folder).frameworks()).contains("house", "soc2");
    assertThat(pack.title()).isEqualTo("House report");
    assertThat(pack.parameters().get("risk_critical")).isEqualByComparingTo("95");
    assertThat(pack.parameters().get("risk_high")).isEqualByComparingTo("70");
    assertThat(pack.metrics())
        .last()
        .satisfies(
            query -> {
              assertThat(query.query()).isEqualTo("house/metrics/logins.sql");
              assertThat(query.sql()).contains("last_logins");
            });
    assertThat(pack.findings()).allSatisfy(f -> assertThat(f.control()).isEqualTo("H1"));
    assertThat(pack.tables()).isEqualTo(common.tables().subList(0, pack.tables().size()));
  }

  @Test
  void theChecksumIsOverEveryTextAndNotItsLineEnds() throws IOException {
    String before = load().sha256();
    write("house/metrics/logins.sql", "SELECT COUNT(*) AS logins FROM last_logins\r\n");
    String changed = load().sha256();
    write("house/metrics/logins.sql", "SELECT COUNT(*) AS logins FROM last_logins\n");
    assertThat(changed).isNotEqualTo(before).isEqualTo(load().sha256()).hasSize(64);
    write("house/unused.sql", "");
    assertThat(load().sha256()).isNotEqualTo(changed);
  }

  @Test
  void aTypingErrorNamesFileAndKey() throws IOException {
    write(
        "house/pack.yaml",
        YAML.replace("per_subject", "x").replace("title: House report", "titel: House report"));
    assertThatThrownBy(this::load)
        .isInstanceOf(PackException.class)
        .hasMessageContaining("house/pack.yaml")
        .hasMessageContaining("tit");
    write("house/pack.yaml", YAML + "tabels: []\n");
    assertThatThrownBy(this::load)
        .hasMessageContaining("house/pack.yaml")
        .hasMessageContaining("tabels");
    write("house/pack.yaml", YAML + "name: Twice\n");
    assertThatThrownBy(this::load)
        .hasMessageContaining("house/pack.yaml")
        .hasMessageContaining("name");
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() throws IOException {
    refused(YAML.replace("busy_actor: H1", "busy_actor: H2"), "control H2, which is not listed");
    refused(YAML.replace("  busy_actor: H1\n", ""), "finding busy_actor belongs to no control");
    refused(YAML.replace("name: logins", "name: events_total"), "two of metric events_total");
    refused(YAML.replace("many: 3", "few: 3"), "house/findings/busy.sql asks for [many]");
    refused(YAML.replace("busy.sql", "lazy.sql"), "findings/lazy.sql does not exist");
    refused(YAML.replace("framework: house", "framework: home"), "the folder is house");
  }

  private void refused(String yaml, String because) throws IOException {
    write("house/pack.yaml", yaml);
    assertThatThrownBy(this::load).isInstanceOf(PackException.class).hasMessageContaining(because);
  }

  @Test
  void aSecondFrameworkOfANameIsRefused() throws IOException {
    write("soc2/pack.yaml", YAML);
    assertThatThrownBy(() -> PackLoader.from(folder)).hasMessageContaining("soc2 exists already");
  }

  @Test
  void anUnknownFrameworkIsToldWhichThereAre() {
    for (String name : new String[] {"iso", "common", "../gdpr", ""}) {
      assertThatThrownBy(() -> PackLoader.bundled().load(name))
          .hasMessageContaining("there are gdpr, hipaa, pci_dss, soc2, sox");
    }
  }

  @Test
  void everyEventReferenceIsWrittenAlike() throws IOException {
    Set<String> forms = new HashSet<>();
    try (Stream<Path> files = Files.list(SQL.resolve("flink/clickhouse"))) {
      for (Path file : files.toList()) {
        Files.readString(file)
            .lines()
            .filter(line -> line.contains("concat('{"))
            .map(line -> line.substring(line.indexOf("concat('{"), line.indexOf("'}')") + 4))
            .forEach(forms::add);
      }
    }
    assertThat(forms).hasSize(1);
  }
}

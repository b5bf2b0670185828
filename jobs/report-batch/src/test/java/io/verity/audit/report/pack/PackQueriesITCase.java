package io.verity.audit.report.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.report.pack.Pack.FindingSpec;
import io.verity.audit.report.pack.Pack.TableSpec;
import io.verity.audit.report.pack.ReportGround.Loaded;
import io.verity.audit.report.scenario.Scenario;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table and finding of every pack runs, over the sample, and says what its metrics count. */
class PackQueriesITCase {

  private static final Path SAMPLE = Path.of("..", "..", "samples", "scenario");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PackLoader PACKS = PackLoader.bundled();
  private static final List<String> REFERENCE =
      List.of(
          "event_id",
          "event_type",
          "timestamp",
          "actor_id",
          "actor_type",
          "resource_type",
          "resource_id",
          "action",
          "batch_id",
          "kafka_partition",
          "kafka_offset");

  /** A finding's type, and the metric that counts just these. */
  private static final Map<String, String> COUNTED_BY =
      Map.ofEntries(
          Map.entry("sla_breach", "sla_breaches"),
          Map.entry("escalation_exhausted", "escalations_exhausted"),
          Map.entry("revocation_outstanding", "revocations_outstanding"),
          Map.entry("anomaly", "anomalies"),
          Map.entry("approval_without_rationale", "approvals_without_rationale"),
          Map.entry("requester_is_approver", "sod_requester_is_approver"),
          Map.entry("change_without_approval", "changes_without_prior_approval"),
          Map.entry("change_self_approved", "changes_self_approved"),
          Map.entry("leaver_not_disabled", "leavers_not_disabled"),
          Map.entry("revoke_not_executed", "revoke_decisions_not_executed"),
          Map.entry("break_glass_unreviewed", "break_glass_unreviewed"),
          Map.entry("shared_id", "shared_ids"),
          Map.entry("leaver_active", "leavers_active"),
          Map.entry("account_unreviewed", "accounts_unreviewed_6m"),
          Map.entry("account_idle", "idle_accounts"),
          Map.entry("day_without_log_review", "days_without_log_review"));

  private static Loaded sample;
  private static JsonNode expected;

  @BeforeAll
  static void load() throws Exception {
    expected = JSON.readTree(SAMPLE.resolve("expected.json").toFile());
    sample =
        ReportGround.load(
            Scenario.read(
                SAMPLE,
                Instant.parse(expected.get("period_start").textValue()),
                Instant.parse(expected.get("period_end").textValue())));
  }

  static SortedSet<String> frameworks() {
    return PACKS.frameworks();
  }

  @ParameterizedTest
  @MethodSource("frameworks")
  void everyTableHasItsColumns(String framework) {
    Pack pack = PACKS.load(framework);
    PackRun run = new PackRun(PACKS, pack, sample, null);
    for (TableSpec table : pack.tables()) {
      List<String> names =
          run.columns(table.sql()).stream().map(c -> c.substring(0, c.indexOf(' '))).toList();
      assertThat(names)
          .as(table.query())
          .containsExactlyElementsOf(table.columns().stream().map(Pack.Column::name).toList());
    }
    for (FindingSpec finding : pack.findings()) {
      assertThat(run.columns(finding.sql()))
          .as(finding.query())
          .containsExactly(
              "occurred_at TIMESTAMP(3)",
              "subject STRING",
              "summary STRING",
              "events ARRAY<STRING>");
    }
  }

  @ParameterizedTest
  @MethodSource("frameworks")
  void everyTableHasRows(String framework) {
    Pack pack = PACKS.load(framework);
    Map<String, List<String>> rows = new PackRun(PACKS, pack, sample, null).tableRows();
    // nobody is asked about, nothing is malformed, few fail that often: nothing to list
    rows.keySet()
        .removeAll(
            List.of(
                "subject_accesses",
                "required_fields",
                "failed_logins",
                "toxic_role_pairs",
                "reviewers_who_provisioned"));
    assertThat(rows).allSatisfy((table, texts) -> assertThat(texts).as(table).isNotEmpty());
    assertThat(rows)
        .allSatisfy((table, texts) -> assertThat(texts).as(table).doesNotHaveDuplicates());
  }

  @ParameterizedTest
  @MethodSource("frameworks")
  void findingsAreWhatTheMetricsCountAndCarryTheirEvents(String framework) throws Exception {
    Pack pack = PACKS.load(framework);
    Map<String, List<Row>> found = new PackRun(PACKS, pack, sample, null).findings();
    for (Map.Entry<String, List<Row>> type : found.entrySet()) {
      String metric = COUNTED_BY.get(type.getKey());
      if (metric != null) {
        JsonNode group = expected.get(expected.get("common").has(metric) ? "common" : framework);
        assertThat(type.getValue()).as(type.getKey()).hasSize(group.get(metric).intValue());
      }
      for (Row row : type.getValue()) {
        assertThat(row.getField(2)).as(type.getKey()).isNotNull();
        assertThat(row.getField(3)).as(type.getKey()).isNotNull();
        for (String event : (String[]) row.getField(4)) {
          assertThat(JSON.readTree(event).fieldNames())
              .toIterable()
              .containsExactlyElementsOf(REFERENCE);
        }
      }
    }
  }

  @Test
  void allAccessesToOneSubjectAreListed() {
    UUID subject = UUID.fromString(expected.get("gdpr_subject").get("subject_id").textValue());
    Pack pack = PACKS.load("gdpr");
    assertThat(new PackRun(PACKS, pack, sample, subject).tableRows().get("subject_accesses"))
        .hasSize(expected.get("gdpr_subject").get("accesses").intValue());
  }
}

package io.verity.audit.report.render;

import io.verity.audit.report.content.Completeness;
import io.verity.audit.report.content.Completeness.TopicPartition;
import io.verity.audit.report.content.EvidencePart;
import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.MetricValue;
import io.verity.audit.report.content.QueryRecord;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.ReportDefinition;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.pack.Pack.FindingSpec;
import io.verity.audit.report.pack.Pack.MetricQuery;
import io.verity.audit.report.pack.Pack.Severity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * A report as the job would give it, of any length.
 *
 * @param reviews rows of the long table
 * @param ofAKind findings of each kind but the last two, of which there is one and none
 */
public record SampleReport(int reviews, int ofAKind, boolean complete, UUID subject)
    implements ReportContent {

  /** Hundreds of rows, as a quarter of a small company has. */
  public static SampleReport ordinary() {
    return new SampleReport(214, 24, true, null);
  }

  /** Gaps, unknown names, nothing found, nothing to compute from. */
  public static SampleReport partial() {
    return new SampleReport(0, 0, false, UUID.fromString("1a78998c-27df-4626-a08e-9cd2a64bfcaf"));
  }

  @Override
  public ReportDefinition definition() {
    return new ReportDefinition(
        "soc2",
        Instant.parse("2026-07-01T00:00:00Z"),
        Instant.parse("2026-10-01T00:00:00Z"),
        subject,
        "9d3a1c5e7f2b4d6890ab12cd34ef56a79d3a1c5e7f2b4d6890ab12cd34ef56a7",
        Instant.parse("2026-10-01T00:03:17.412Z"),
        1287,
        pack().sha256(),
        "2",
        "c0ffee5e7f2b4d6890ab12cd34ef56a79d3a1c5e7f2b4d6890ab12cd34ef56a7");
  }

  @Override
  public Pack pack() {
    return SamplePack.pack();
  }

  @Override
  public Map<String, MetricValue> metrics() {
    Map<String, MetricValue> metrics = new LinkedHashMap<>();
    for (MetricQuery query : pack().metrics()) {
      query.metrics().forEach(metric -> metrics.put(metric.name(), value(metric.name())));
    }
    return metrics;
  }

  private MetricValue value(String name) {
    return switch (name) {
      case "decisions" -> complete ? counts("APPROVE", 127, "REVOKE", 64, "MODIFY", 22) : counts();
      case "risk" -> counts("CRITICAL", 67, "HIGH", 85, "MEDIUM", 74, "LOW", 41);
      case "recipients" ->
          new MetricValue.Texts(
              complete
                  ? List.of("=HYPERLINK(\"x\")", "Acme Labs", "Court", "Müller & Söhne")
                  : List.of());
      case "sla_compliance_rate" -> scalar(complete ? "0.8920" : null);
      case "hours_to_decide_median" -> scalar(complete ? "85.23" : null);
      case "hours_to_decide_p95" -> scalar(complete ? "291.59" : null);
      case "incident_hours_to_close_median" -> scalar("83.00");
      case "events_total" -> scalar("14992");
      default -> scalar(Integer.toString(Math.floorMod(name.hashCode(), 1500)));
    };
  }

  @Override
  public Completeness completeness() {
    return new Completeness(
        List.of(
            new TopicPartition("audit-events", 0, 0, 1_204_811, 1_204_800, 7, 5, 0),
            new TopicPartition("audit-events", 1, 0, 998_021, 998_020, 1, 1, complete ? 0 : 3)),
        complete ? 0L : 1_254L,
        8,
        complete ? 0 : 2,
        complete ? 1 : 0,
        0,
        null);
  }

  @Override
  public List<QueryRecord> queries() {
    List<QueryRecord> queries = new ArrayList<>();
    pack().metrics().forEach(query -> queries.add(query(query.query(), 1)));
    pack().tables().forEach(table -> queries.add(query(table.query(), rowCount(table.name()))));
    pack().findings().forEach(finding -> queries.add(query(finding.query(), ofAKind)));
    return queries;
  }

  private static QueryRecord query(String name, long rows) {
    return new QueryRecord(
        name,
        """
        -- how many reviews were started, decided and left open
        SELECT
          COUNT(*) FILTER (WHERE started_at >= TIMESTAMP '2026-07-01 00:00:00.000') AS reviews_started,
          COUNT(*) FILTER (WHERE decided_at IS NOT NULL AND decided_at <= due_at) AS in_time, AVG(TIMESTAMPDIFF(SECOND, started_at, decided_at)) AS x
        FROM reviews
        WHERE started_at < TIMESTAMP '2026-10-01 00:00:00.000'
        """,
        "aa3a1c5e7f2b4d6890ab12cd34ef56a79d3a1c5e7f2b4d6890ab12cd34ef56a7",
        rows,
        "bb3a1c5e7f2b4d6890ab12cd34ef56a79d3a1c5e7f2b4d6890ab12cd34ef56a7");
  }

  @Override
  public Map<Severity, Long> findingsBySeverity() {
    Map<Severity, Long> counts = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      counts.put(severity, 0L);
    }
    for (FindingSpec kind : pack().findings()) {
      counts.merge(kind.severity(), (long) count(kind), Long::sum);
    }
    evidence().findings().forEach(f -> counts.merge(f.severity(), 1L, Long::sum));
    return counts;
  }

  @Override
  public EvidencePart evidence() {
    return complete ? SampleEvidence.of(4) : EvidencePart.NONE;
  }

  private int count(FindingSpec kind) {
    return switch (kind.type()) {
      case "anomaly" -> 0;
      case "no_restore_test" -> Math.min(1, ofAKind);
      default -> ofAKind;
    };
  }

  @Override
  public RowStream<List<Object>> rows(String table) {
    int count = Math.toIntExact(rowCount(table));
    return switch (table) {
      case "reviews" -> stream(count, SampleRows::review);
      case "per_week" -> stream(count, SampleRows::week);
      default -> stream(count, n -> List.of());
    };
  }

  @Override
  public long rowCount(String table) {
    return switch (table) {
      case "reviews" -> reviews;
      case "per_week" -> 13;
      default -> 0;
    };
  }

  @Override
  public RowStream<Finding> findings() {
    List<FindingSpec> kinds = pack().findings();
    int all = kinds.stream().mapToInt(this::count).sum();
    List<Finding> ofEvidence = evidence().findings();
    return stream(
        all + ofEvidence.size(),
        n -> {
          if (n >= all) {
            return ofEvidence.get(n - all);
          }
          int left = n;
          for (FindingSpec kind : kinds) {
            if (left < count(kind)) {
              return SampleRows.finding(kind, left);
            }
            left -= count(kind);
          }
          throw new IllegalStateException();
        });
  }

  private static <T> RowStream<T> stream(int count, IntFunction<T> row) {
    return new RowStream<>() {
      private int next;

      @Override
      public T next() {
        return next < count ? row.apply(next++) : null;
      }

      @Override
      public void close() {}
    };
  }

  private static MetricValue scalar(String number) {
    return new MetricValue.Scalar(number == null ? null : new BigDecimal(number));
  }

  private static MetricValue counts(Object... pairs) {
    TreeMap<String, BigDecimal> counts = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      counts.put((String) pairs[i], BigDecimal.valueOf((Integer) pairs[i + 1]));
    }
    return new MetricValue.Counts(counts);
  }
}

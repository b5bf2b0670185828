package io.verity.audit.report.aggregate;

import io.verity.audit.report.content.Completeness;
import io.verity.audit.report.content.EvidencePart;
import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.MetricValue;
import io.verity.audit.report.content.QueryRecord;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.ReportDefinition;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.pack.Pack.FindingSpec;
import io.verity.audit.report.pack.Pack.Severity;
import io.verity.audit.report.pack.Pack.TableSpec;
import io.verity.audit.trail.MerkleTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A report's content as the spool holds it. */
final class SpooledContent implements ReportContent {

  private final ReportDefinition definition;
  private final Pack pack;
  private final QueryPlan plan;
  private final Spool spool;
  private final Completeness completeness;
  private final Map<String, MetricValue> metrics;
  private final EvidencePart evidence;
  private final List<FindingSpec> worstFirst;

  SpooledContent(
      ReportDefinition definition,
      Pack pack,
      QueryPlan plan,
      Spool spool,
      Completeness completeness,
      Map<String, MetricValue> metrics,
      EvidencePart evidence) {
    this.evidence = evidence;
    this.definition = definition;
    this.pack = pack;
    this.plan = plan;
    this.spool = spool;
    this.completeness = completeness;
    this.metrics = metrics;
    this.worstFirst =
        pack.findings().stream().sorted(Comparator.comparing(FindingSpec::severity)).toList();
  }

  @Override
  public ReportDefinition definition() {
    return definition;
  }

  @Override
  public Pack pack() {
    return pack;
  }

  @Override
  public Map<String, MetricValue> metrics() {
    return metrics;
  }

  @Override
  public Completeness completeness() {
    return completeness;
  }

  @Override
  public List<QueryRecord> queries() {
    return plan.queries().stream()
        .map(
            query ->
                new QueryRecord(
                    query.name(),
                    query.sql(),
                    sha256(query.sql()),
                    spool.rows(query.index()),
                    spool.sha256(query.index())))
        .toList();
  }

  @Override
  public Map<Severity, Long> findingsBySeverity() {
    Map<Severity, Long> counts = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      counts.put(severity, 0L);
    }
    for (FindingSpec kind : pack.findings()) {
      counts.merge(kind.severity(), rowsOf(kind.query()), Long::sum);
    }
    evidence.findings().forEach(finding -> counts.merge(finding.severity(), 1L, Long::sum));
    return counts;
  }

  @Override
  public RowStream<List<Object>> rows(String table) throws IOException {
    return spool.read(plan.byName(table(table).query()).index());
  }

  @Override
  public long rowCount(String table) {
    return rowsOf(table(table).query());
  }

  @Override
  public EvidencePart evidence() {
    return evidence;
  }

  @Override
  public RowStream<Finding> findings() {
    return new MergedFindings(worstFirst, evidence.findings(), this::findings);
  }

  private RowStream<Finding> findings(FindingSpec kind) throws IOException {
    RowStream<List<Object>> rows = spool.read(plan.byName(kind.query()).index());
    return new RowStream<>() {
      @Override
      public Finding next() throws IOException {
        List<Object> row = rows.next();
        return row == null ? null : FindingRows.read(kind, row);
      }

      @Override
      public void close() throws IOException {
        rows.close();
      }
    };
  }

  private long rowsOf(String query) {
    return spool.rows(plan.byName(query).index());
  }

  private TableSpec table(String name) {
    return pack.tables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no table " + name + " in the pack"));
  }

  static String sha256(String text) {
    return HexFormat.of()
        .formatHex(MerkleTree.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static <T> List<T> readAll(RowStream<T> stream) throws IOException {
    try (stream) {
      List<T> all = new ArrayList<>();
      for (T next = stream.next(); next != null; next = stream.next()) {
        all.add(next);
      }
      return all;
    }
  }
}

package io.verity.audit.report.aggregate;

import io.verity.audit.report.ReportException;
import io.verity.audit.report.content.Completeness;
import io.verity.audit.report.content.Completeness.TopicPartition;
import io.verity.audit.report.content.EvidencePart;
import io.verity.audit.report.content.MetricValue;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.evidence.EvidenceReader;
import io.verity.audit.store.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Puts a report's content together once every query is answered. */
final class ContentOf {

  private ContentOf() {}

  static ReportContent spool(RenderTask task, Spool spool) throws IOException {
    Map<String, MetricValue> metrics = MetricRows.read(task.pack(), task.plan(), spool);
    return new SpooledContent(
        task.definition(),
        task.pack(),
        task.plan(),
        spool,
        completeness(task, spool),
        metrics,
        evidence(task));
  }

  private static EvidencePart evidence(RenderTask task) {
    try (Database database = new Database(task.destination().database())) {
      return new EvidenceReader(database)
          .read(task.destination().runId(), task.snapshot().evidenceRoot());
    }
  }

  private static Completeness completeness(RenderTask task, Spool spool) throws IOException {
    PlannedQuery query = task.plan().byName(QueryPlan.COMPLETENESS);
    List<List<Object>> rows = SpooledContent.readAll(spool.read(query.index()));
    if (rows.size() != 1 || rows.get(0).size() != 4) {
      throw new ReportException(query.name() + " must answer with one row of four numbers");
    }
    List<Object> counts = rows.get(0);
    return new Completeness(
        task.snapshot().partitions(),
        task.snapshot().notIngested(),
        task.snapshot().partitions().stream().mapToLong(TopicPartition::rejected).sum(),
        number(counts.get(0)),
        number(counts.get(1)),
        number(counts.get(2)),
        task.definition().dataSubject().isEmpty() ? null : (Long) number(counts.get(3)));
  }

  private static long number(Object value) {
    return value == null ? 0 : ((BigDecimal) value).longValueExact();
  }
}

package io.verity.audit.report.content;

import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.pack.Pack.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Everything a report says, ready to be written: small things at hand, long ones as streams that
 * can be read again and again. Nothing in it depends on when, where or by whom the report is made.
 */
public interface ReportContent {

  ReportDefinition definition();

  Pack pack();

  /** By name, in the order of the pack. Every metric of the pack is there. */
  Map<String, MetricValue> metrics();

  Completeness completeness();

  /** Every query whose answer is in the report, in the order in which the report uses them. */
  List<QueryRecord> queries();

  /** Every severity, worst first, with how many findings have it. */
  Map<Severity, Long> findingsBySeverity();

  /** Rows of a table of the pack, in their total order. */
  RowStream<List<Object>> rows(String table) throws IOException;

  long rowCount(String table);

  /** What was collected for the framework's controls. */
  EvidencePart evidence();

  /**
   * Findings in the order of the report: worst first, then by kind, time and subject; of the same
   * severity, those of the evidence come last.
   */
  RowStream<Finding> findings() throws IOException;
}

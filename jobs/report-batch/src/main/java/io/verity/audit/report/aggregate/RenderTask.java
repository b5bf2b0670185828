package io.verity.audit.report.aggregate;

import io.verity.audit.report.content.ReportDefinition;
import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.publish.Destination;
import io.verity.audit.report.snapshot.Snapshot;
import io.verity.audit.service.PortRange;
import java.io.Serializable;
import java.util.List;

/**
 * All that the final operator needs to make a report of the rows that reach it.
 *
 * @param metricsPorts where the process that renders serves its metrics; null where it does not
 */
public record RenderTask(
    ReportDefinition definition,
    Pack pack,
    QueryPlan plan,
    Snapshot snapshot,
    List<String> formats,
    Destination destination,
    PortRange metricsPorts)
    implements Serializable {}

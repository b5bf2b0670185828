package io.verity.audit.report.aggregate;

import io.verity.audit.report.content.ReportDefinition;
import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.publish.Destination;
import io.verity.audit.report.snapshot.Snapshot;
import java.io.Serializable;
import java.util.List;

/** All that the final operator needs to make a report of the rows that reach it. */
public record RenderTask(
    ReportDefinition definition,
    Pack pack,
    QueryPlan plan,
    Snapshot snapshot,
    List<String> formats,
    Destination destination)
    implements Serializable {}

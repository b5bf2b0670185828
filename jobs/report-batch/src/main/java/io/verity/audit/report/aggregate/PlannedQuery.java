package io.verity.audit.report.aggregate;

import io.verity.audit.report.pack.Section;
import java.io.Serializable;
import java.util.List;

/**
 * A statement of the report, ready to run.
 *
 * @param name as the pack's file
 * @param sql with every parameter filled in
 * @param orderBy columns that the rows come by; all other columns follow
 */
public record PlannedQuery(
    int index, String name, Section section, String sql, List<String> orderBy)
    implements Serializable {}

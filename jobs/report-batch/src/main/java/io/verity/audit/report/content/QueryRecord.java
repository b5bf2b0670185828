package io.verity.audit.report.content;

/**
 * A query that the report stands on.
 *
 * @param name as the pack's file, for example {@code common/metrics/reviews.sql}
 * @param sql as it was run, every parameter filled in
 * @param resultSha256 of its rows, in their order
 */
public record QueryRecord(
    String name, String sql, String sqlSha256, long rows, String resultSha256) {}

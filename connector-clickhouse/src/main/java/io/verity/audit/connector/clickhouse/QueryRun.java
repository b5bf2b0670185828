package io.verity.audit.connector.clickhouse;

import java.time.Duration;
import java.util.UUID;

/**
 * One query that ended.
 *
 * @param table what was read
 * @param runId the report run of the snapshot, null for none
 * @param sql what was sent
 * @param duration from sending to the last row, the time the reader waited for its consumer left
 *     out
 * @param rows rows read
 * @param succeeded false where it failed or was given up
 */
public record QueryRun(
    String table, UUID runId, String sql, Duration duration, long rows, boolean succeeded) {}

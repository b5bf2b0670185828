package io.verity.audit.store;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that became of a run.
 *
 * @param seq greater than that of every event that was committed before
 * @param type report.pending, report.processing, report.completed or report.failed
 * @param error of a failure, or why the run waits again; null otherwise
 */
public record RunEvent(
    long seq, Instant at, UUID runId, String requestedBy, String type, int attempt, String error) {}

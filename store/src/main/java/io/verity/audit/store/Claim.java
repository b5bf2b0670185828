package io.verity.audit.store;

/**
 * A run that a replica is to look after.
 *
 * @param takenOver the attempt was begun by a replica that let its lease expire, and may be at work
 */
public record Claim(ReportRun run, boolean takenOver) {}

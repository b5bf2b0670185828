package io.verity.audit.store;

/**
 * A run that was asked for.
 *
 * @param isNew false where the same request had made it before
 */
public record Created(ReportRun run, boolean isNew) {}

package io.verity.audit.store;

import java.time.Instant;

/**
 * A line of the access log, as it was kept.
 *
 * @param detailJson null where there is nothing to add
 */
public record LoggedAccess(
    long id,
    Instant at,
    String actor,
    String action,
    String object,
    String outcome,
    String detailJson) {}

package io.verity.audit.store;

import java.time.Instant;

/**
 * Whether old rows of a table of the trail may go.
 *
 * @param paused decided: they may not
 * @param ttl the table's own rule; empty where it has none
 * @param checkedAt when that was last seen done; null where it is not done yet
 */
public record TrailTable(String name, boolean paused, String ttl, Instant checkedAt) {}

package io.verity.audit.store;

import java.time.Instant;

/**
 * That somebody agreed to a hold.
 *
 * @param action place or release
 */
public record HoldApproval(String action, String approver, Instant at) {}

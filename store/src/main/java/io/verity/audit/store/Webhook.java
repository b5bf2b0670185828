package io.verity.audit.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Whom to call when something became of a run of the owner's. Without its secret, which is shown
 * once and read by {@link Delivery} alone.
 *
 * @param types of {@link RunEvent}
 */
public record Webhook(UUID id, String owner, String url, List<String> types, Instant createdAt) {}

package io.verity.audit.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A call that is due, claimed for its next attempt.
 *
 * @param id the same in every attempt, so that a receiver knows a repeat
 * @param attempt 1 for the first
 * @param secret signs the call; not printed
 * @param type of the event
 * @param at when the event was
 */
public record Delivery(
    UUID id,
    int attempt,
    UUID webhookId,
    String url,
    String secret,
    UUID runId,
    String type,
    Instant at) {

  @Override
  public String toString() {
    return "Delivery[" + id + ", attempt " + attempt + " of " + type + " of run " + runId + "]";
  }
}

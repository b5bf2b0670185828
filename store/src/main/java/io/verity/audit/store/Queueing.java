package io.verity.audit.store;

import java.util.UUID;

/**
 * That a run waits in the queue of the control plane, and how.
 *
 * @param maxAttempts how many failures end it
 * @param requestSha256 of the request as it was sent, in hex: under the same key it has to be the
 *     same; null where that does not matter
 * @param replayOf the run that is to be made again from its pinned snapshot; null for a new report
 */
public record Queueing(int maxAttempts, String requestSha256, UUID replayOf) {

  public Queueing {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("a run needs an attempt at least, not " + maxAttempts);
    }
  }
}

package io.verity.audit.ingest;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.TrailStoreException;

/** What happens at a {@link FaultPoint}. */
@FunctionalInterface
interface Fault {

  /**
   * @param batch the batch of the INSERT, or the first one of the ledger's
   */
  void strike(BatchMeta batch);

  /** The job fails, and Flink starts it again. */
  static Fault crash() {
    return batch -> {
      throw new IllegalStateException("the test crashes the job at " + batch);
    };
  }

  /** The client sees no answer; whether the server worked depends on the point. */
  static Fault noAnswer() {
    return batch -> {
      throw new TrailStoreException("the test keeps the answer back", 0, true, null);
    };
  }

  default Fault then(Fault next) {
    return batch -> {
      strike(batch);
      next.strike(batch);
    };
  }
}

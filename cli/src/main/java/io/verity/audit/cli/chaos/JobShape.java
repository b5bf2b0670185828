package io.verity.audit.cli.chaos;

/** What may differ from one start of the job to the next. */
record JobShape(int parallelism, int batchSize, int spillThresholdBytes) {

  @Override
  public String toString() {
    return "parallelism %d, batches of %d, spilled above %d bytes"
        .formatted(parallelism, batchSize, spillThresholdBytes);
  }
}

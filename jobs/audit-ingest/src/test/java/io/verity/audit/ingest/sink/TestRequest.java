package io.verity.audit.ingest.sink;

import org.apache.flink.api.connector.sink2.Committer.CommitRequest;

/** Flink's request to commit a batch; only what the committer may call. */
final class TestRequest implements CommitRequest<BatchCommittable> {

  private final BatchCommittable batch;
  private final int retries;
  private boolean alreadyCommitted;

  TestRequest(BatchCommittable batch, int retries) {
    this.batch = batch;
    this.retries = retries;
  }

  boolean alreadyCommitted() {
    return alreadyCommitted;
  }

  @Override
  public BatchCommittable getCommittable() {
    return batch;
  }

  @Override
  public int getNumberOfRetries() {
    return retries;
  }

  @Override
  public void signalAlreadyCommitted() {
    alreadyCommitted = true;
  }

  @Override
  public void signalFailedWithKnownReason(Throwable reason) {
    throw new AssertionError("Flink would drop the batch", reason);
  }

  @Override
  public void signalFailedWithUnknownReason(Throwable reason) {
    throw new AssertionError("the job would fail without its reason", reason);
  }

  @Override
  public void retryLater() {
    throw new AssertionError("ten tries without a pause are no retry");
  }

  @Override
  public void updateAndRetryLater(BatchCommittable other) {
    throw new AssertionError("ten tries without a pause are no retry");
  }
}

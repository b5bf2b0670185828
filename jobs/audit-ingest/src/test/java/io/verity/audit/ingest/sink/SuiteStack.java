package io.verity.audit.ingest.sink;

import io.verity.audit.ingest.TestStack;
import io.verity.audit.stack.LocalStack;
import org.apache.flink.connector.testframe.TestResource;

/** The tests' shared servers, as the suite wants to see them. */
public final class SuiteStack implements TestResource {

  private LocalStack stack;

  @Override
  public void startUp() {
    stack = TestStack.get();
  }

  @Override
  public void tearDown() {
    // shared with the other tests of this JVM, and stopped with it
  }

  LocalStack get() {
    return stack;
  }
}

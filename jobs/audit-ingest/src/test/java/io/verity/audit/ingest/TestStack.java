package io.verity.audit.ingest;

import io.verity.audit.stack.LocalStack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One real Kafka and one real ClickHouse for all tests of this JVM; each test has its own topic.
 */
public final class TestStack {

  private static LocalStack stack;

  private TestStack() {}

  private static Map<String, String> withoutServersOfTheCaller() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("AUDIT_"));
    return environment;
  }

  public static synchronized LocalStack get() {
    if (stack == null) {
      stack =
          LocalStack.in(Path.of("target", "it-stack-" + ProcessHandle.current().pid()))
              .environment(withoutServersOfTheCaller())
              .progress(System.err::println)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
    }
    return stack;
  }
}

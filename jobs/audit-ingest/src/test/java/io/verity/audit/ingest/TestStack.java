package io.verity.audit.ingest;

import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.tls.KafkaClients;
import io.verity.audit.stack.tls.TestCertificates;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One real Kafka and one real ClickHouse for all tests of this JVM; each test has its own topic.
 */
public final class TestStack {

  private static LocalStack stack;
  private static TestCertificates certificates;

  private TestStack() {}

  private static Map<String, String> withoutServersOfTheCaller() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("AUDIT_"));
    return environment;
  }

  /** Who signed what its Kafka shows, and the certificates of those it lets in. */
  static synchronized TestCertificates certificates() {
    get();
    return certificates;
  }

  public static synchronized LocalStack get() {
    if (stack == null) {
      Path folder = Path.of("target", "it-stack-" + ProcessHandle.current().pid());
      certificates = TestCertificates.in(folder.resolve("certificates"));
      stack =
          LocalStack.in(folder)
              .withKafkaTls(KafkaClients.tls(certificates))
              .environment(withoutServersOfTheCaller())
              .progress(System.err::println)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
    }
    return stack;
  }
}

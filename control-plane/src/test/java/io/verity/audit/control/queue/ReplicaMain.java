package io.verity.audit.control.queue;

import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.QueueSettings;
import java.io.IOException;
import java.time.Duration;

/** A replica to be killed: a dispatcher and its jobs, until its standard input ends. */
public final class ReplicaMain {

  static final int MAX_CONCURRENT = 6;
  static final String CONTROL = "TEST_CONTROL_DATABASE";
  static final String REPORTER = "TEST_REPORTER_DATABASE";

  static final Duration LEASE = Duration.ofSeconds(1);

  private static final Duration POLL = Duration.ofMillis(20);
  private static final int CONNECTIONS = 6;

  private ReplicaMain() {}

  public static void main(String[] args) throws IOException {
    try (Database control = Database.pooled(access(CONTROL), CONNECTIONS);
        Database reporter = Database.pooled(access(REPORTER), CONNECTIONS);
        RoughLauncher launcher = new RoughLauncher(reporter);
        Dispatcher dispatcher = new Dispatcher(control, launcher, settings())) {
      dispatcher.start();
      while (System.in.read() >= 0) {
        // until killed, or until the test is gone
      }
    }
  }

  static DispatcherSettings settings() {
    return new DispatcherSettings(
        ReplicaName.create(),
        new QueueSettings(MAX_CONCURRENT, LEASE, Duration.ofMillis(50), Duration.ofMillis(400)),
        POLL);
  }

  private static DatabaseAccess access(String name) {
    return new DatabaseAccess(
        System.getenv(name), System.getenv(name + "_USER"), System.getenv(name + "_PASSWORD"));
  }
}

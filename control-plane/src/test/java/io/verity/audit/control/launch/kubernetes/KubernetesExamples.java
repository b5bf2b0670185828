package io.verity.audit.control.launch.kubernetes;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Settings as a production would have them. */
final class KubernetesExamples {

  static final String NAMESPACE = "reports";
  static final String JOB = "io.verity.audit.report.ReportJob";

  static final SessionSettings SESSION =
      new SessionSettings(
          "verity-session", URI.create("https://jars.example.org/report-batch-job.jar"), JOB, 2);

  static final ApplicationSettings APPLICATION =
      new ApplicationSettings(
          Duration.ofDays(120),
          "registry.example.org/verity/report-batch:0.1.0",
          URI.create("local:///opt/flink/usrlib/report-batch-job.jar"),
          JOB,
          4,
          "v2_3",
          "verity-report",
          new PodSize("1536m", 0.5),
          new PodSize("4Gi", 2),
          Duration.ofMinutes(10),
          List.of("verity-passwords"),
          List.of("verity-reporter"),
          Map.of("taskmanager.memory.managed.fraction", "0.5"));

  static final KubernetesSettings SETTINGS =
      new KubernetesSettings(
          NAMESPACE, "test", SESSION, APPLICATION, Duration.ofMinutes(10), Duration.ofHours(1));

  /** Held, since a logger's level is forgotten with it. */
  private static final Logger MOCK_SERVER = Logger.getLogger("io.fabric8.mockwebserver");

  static {
    MOCK_SERVER.setLevel(Level.WARNING);
  }

  private KubernetesExamples() {}
}

package io.verity.audit.stack.flink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A standalone Flink session cluster: JobManager and TaskManagers as processes of their own, with
 * Flink's classes and none of the job's, and nothing of a job's settings in their environment.
 */
public final class SessionCluster extends FlinkCluster {

  private final Map<String, String> driverEnvironment;

  /**
   * Starts it with one TaskManager, and does not wait until it is ready.
   *
   * @param folder for its files; {@link #jarFolder} and {@link #logs} are in it
   * @param heap of each process
   * @param settings of Flink beside those of {@code flink-conf/} and those that make it a cluster;
   *     with them the TaskManager's memory, each part of it, since no script of Flink's computes it
   *     here
   * @param driverEnvironment for the JobManager, which runs the driver of a jar sent to it by REST
   */
  public SessionCluster(
      Path folder, String heap, Map<String, String> settings, Map<String, String> driverEnvironment)
      throws IOException {
    super(new FlinkProcesses(folder, heap, settings));
    this.driverEnvironment = Map.copyOf(driverEnvironment);
    startJobManager();
    startTaskManager(Map.of());
  }

  @Override
  Process launchJobManager() throws IOException {
    return starter()
        .startJobManager(
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            driverEnvironment,
            List.of());
  }

  /** {@code flink run ARGUMENTS}; the exit code and what it printed. */
  public String run(Map<String, String> environment, String... arguments) throws Exception {
    Process client = starter().client(environment, new ArrayList<>(List.of(arguments)));
    String output = new String(client.getInputStream().readAllBytes());
    return client.waitFor() + " " + output;
  }

  /** A jar put here is one that was uploaded, its file name the id. */
  public Path jarFolder() {
    return starter().folder().resolve("flink-web-upload");
  }
}

package io.verity.audit.stack.flink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A standalone cluster of one job, in application mode, as the Kubernetes operator makes one: the
 * JobManager runs the job's {@code main} and ends with it.
 */
public final class ApplicationCluster extends FlinkCluster {

  private final Map<String, String> environment;
  private final Application application;

  /**
   * What it runs.
   *
   * @param savepoint null where it starts without one
   */
  public record Application(Path jar, String mainClass, String jobId, String savepoint) {

    private List<String> arguments() {
      List<String> arguments = new ArrayList<>();
      arguments.addAll(List.of("--jars", jar.toUri().toString(), "--job-classname", mainClass));
      arguments.addAll(List.of("--job-id", jobId));
      if (savepoint != null) {
        arguments.addAll(List.of("--fromSavepoint", savepoint));
      }
      return arguments;
    }
  }

  /**
   * Starts the JobManager alone, and does not wait until it is ready.
   *
   * @param environment of the job's {@code main}
   */
  public ApplicationCluster(
      Path folder,
      String heap,
      Map<String, String> settings,
      Map<String, String> environment,
      Application application)
      throws IOException {
    super(new FlinkProcesses(folder, heap, settings));
    this.environment = Map.copyOf(environment);
    this.application = application;
    startJobManager();
  }

  @Override
  Process launchJobManager() throws IOException {
    return starter()
        .startJobManager(
            "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
            environment,
            application.arguments());
  }
}

package io.verity.audit.control;

import io.verity.audit.control.config.ControlConfig;
import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.ReportLauncher;
import io.verity.audit.control.launch.flink.FlinkRestLauncher;
import io.verity.audit.control.launch.kubernetes.KubernetesLauncher;
import io.verity.audit.control.launch.worker.WorkerLauncher;
import io.verity.audit.service.ConfigException;
import java.util.Optional;

/** The way to run report jobs that the configuration names. */
final class Launchers {

  private Launchers() {}

  /** Empty where this replica is to make no reports. */
  static Optional<ReportLauncher> of(ControlConfig config) {
    return switch (config.launcher()) {
      case NONE -> Optional.empty();
      case WORKER -> Optional.of(worker(config));
      case FLINK -> Optional.of(flink(config));
      case KUBERNETES -> Optional.of(new KubernetesLauncher(config.kubernetes()));
    };
  }

  private static ReportLauncher flink(ControlConfig config) {
    try {
      return new FlinkRestLauncher(config.flink());
    } catch (IllegalArgumentException e) {
      throw new ConfigException("the CONTROL_FLINK_ variables: " + e.getMessage(), e);
    }
  }

  private static ReportLauncher worker(ControlConfig config) {
    WorkerLauncher worker =
        new WorkerLauncher(config.workerCommand(), config.environment(), config.workerLog());
    try {
      worker.warmUp();
      return worker;
    } catch (LaunchException e) {
      worker.close();
      throw new ConfigException(e.getMessage(), e);
    }
  }
}

package io.verity.audit.deploy.manifests;

import io.verity.audit.control.config.ControlConfig;
import io.verity.audit.control.config.ControlOption;
import io.verity.audit.control.config.SharedOption;
import io.verity.audit.control.holds.keeper.HoldsConfig;
import io.verity.audit.control.holds.keeper.HoldsOption;
import io.verity.audit.ingest.config.IngestConfig;
import io.verity.audit.ingest.config.IngestOption;
import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.report.config.ReporterOption;
import io.verity.audit.service.EnvironmentOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Our programs: which variables each knows, and how it reads them. */
enum Program {
  INGEST("verity/audit-ingest", "", IngestConfig::fromEnvironment, options(IngestOption.values())),
  REPORTS(
      "verity/report-batch", "", ReporterConfig::fromEnvironment, options(ReporterOption.values())),
  CONTROL_PLANE(
      "verity/control-plane",
      "io.verity.audit.control.ControlPlaneMain",
      ControlConfig::fromEnvironment,
      options(ControlOption.values(), SharedOption.values())),
  HOLD_KEEPER(
      "verity/control-plane",
      "io.verity.audit.control.holds.keeper.HoldKeeperMain",
      HoldsConfig::fromEnvironment,
      options(HoldsOption.values()));

  private final String image;
  private final String mainClass;
  private final Consumer<Map<String, String>> start;
  private final List<EnvironmentOption> options;

  Program(
      String image,
      String mainClass,
      Consumer<Map<String, String>> start,
      List<EnvironmentOption> options) {
    this.image = image;
    this.mainClass = mainClass;
    this.start = start;
    this.options = options;
  }

  static Optional<Program> of(PodSpec pod) {
    return Arrays.stream(values())
        .filter(program -> pod.image().startsWith(program.image + ":"))
        .filter(program -> pod.container().path("args").toString().contains(program.mainClass))
        .findFirst();
  }

  List<EnvironmentOption> options() {
    return options;
  }

  /** As the program does first of all; it refuses what is missing or malformed. */
  void readEnvironment(Map<String, String> environment) {
    start.accept(environment);
  }

  private static List<EnvironmentOption> options(EnvironmentOption[]... options) {
    return Stream.of(options).flatMap(Arrays::stream).toList();
  }
}

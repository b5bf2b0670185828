package io.verity.audit.deploy.monitoring;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of {@code monitoring/}. */
final class Monitoring {

  /** Surefire starts tests in the module's folder. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  static final Path FOLDER = ROOT.resolve("monitoring");
  static final Path ALERTS = FOLDER.resolve("alerts.yaml");
  static final Path ALERTS_TEST = FOLDER.resolve("alerts_test.yaml");

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Monitoring() {}

  /** JSON is YAML as well. */
  static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> alerts() {
    return read(ALERTS).findParents("alert");
  }

  static List<JsonNode> panels() {
    return read(FOLDER.resolve("grafana").resolve("verity.json")).findParents("targets");
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

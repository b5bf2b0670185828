package io.verity.audit.deploy.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The metrics there are: our own by the classes that register them, Flink's by what a cluster
 * served, and Prometheus' own {@code up}.
 */
final class KnownMetrics {

  private static final List<String> MODULES =
      List.of("jobs/audit-ingest", "jobs/report-batch", "control-plane");
  private static final Pattern NAME = Pattern.compile("\"((audit|reporter|control)_[a-z_]+)\"");
  private static final Pattern HISTOGRAM =
      Pattern.compile("Histogram\\.builder\\(\\)\\s*\\.name\\(\"([a-z_]+)\"\\)");

  private KnownMetrics() {}

  static Set<String> all() throws IOException {
    Set<String> names = own();
    Monitoring.lines(Monitoring.FOLDER.resolve("flink-metrics.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .forEach(names::add);
    names.add("up");
    return names;
  }

  static Set<String> own() throws IOException {
    Set<String> names = new HashSet<>();
    for (String module : MODULES) {
      Path sources = Monitoring.ROOT.resolve(module).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(f -> f.toString().endsWith("Metrics.java")).toList()) {
          add(names, Files.readString(file));
        }
      }
    }
    return names;
  }

  private static void add(Set<String> names, String source) {
    for (Matcher name = NAME.matcher(source); name.find(); ) {
      names.add(name.group(1));
    }
    for (Matcher histogram = HISTOGRAM.matcher(source); histogram.find(); ) {
      names.remove(histogram.group(1));
      Stream.of("_bucket", "_count", "_sum").map(histogram.group(1)::concat).forEach(names::add);
    }
  }
}

package io.verity.audit.cli.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** What one pass of one contender cost. CPU seconds and MiB by process. */
record Measurement(double seconds, Map<String, Double> cpuSeconds, Map<String, Long> peakMib) {

  double totalCpu() {
    return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Measures processes from now on. */
  static final class Meter {
    private final Map<String, ProcessUsage> processes = new LinkedHashMap<>();
    private final long startedAt = System.nanoTime();

    Meter with(String name, long pid) {
      processes.put(name, ProcessUsage.of(pid));
      return this;
    }

    Measurement stop() {
      double seconds = (System.nanoTime() - startedAt) / 1e9;
      Map<String, Double> cpu = new LinkedHashMap<>();
      Map<String, Long> peak = new LinkedHashMap<>();
      processes.forEach(
          (name, usage) -> {
            cpu.put(name, usage.cpuSeconds());
            peak.put(name, usage.peakMemoryMib());
          });
      return new Measurement(seconds, cpu, peak);
    }
  }
}

package io.verity.audit.cli.bench;

import io.verity.audit.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the kernel counts of a process: CPU time of all its threads, and peak resident memory. */
final class ProcessUsage {

  private static final double TICKS_PER_SECOND = 100;
  private static final double MILLIS_PER_SECOND = 1000;
  private static final int USER_TICKS_AFTER_NAME = 11;

  private final Path folder;
  private final double cpuAtStart;

  private ProcessUsage(long pid) {
    this.folder = Path.of("/proc", Long.toString(pid));
    this.cpuAtStart = cpu();
  }

  /** Starts to measure; the peak of memory is counted from now on. */
  static ProcessUsage of(long pid) {
    ProcessUsage usage = new ProcessUsage(pid);
    try {
      Files.writeString(usage.folder.resolve("clear_refs"), "5");
    } catch (IOException e) {
      throw unreadable(usage.folder, e);
    }
    return usage;
  }

  /** CPU seconds of a process and of all that it has started and that still run, up to now. */
  static double cpuSecondsOfTree(long pid) {
    ProcessHandle root = ProcessHandle.of(pid).orElseThrow();
    return Stream.concat(Stream.of(root), root.descendants())
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToDouble(cpu -> cpu.toMillis() / MILLIS_PER_SECOND)
        .sum();
  }

  /** CPU seconds since the start. */
  double cpuSeconds() {
    return cpu() - cpuAtStart;
  }

  /** Peak resident memory in MiB. */
  long peakMemoryMib() {
    try (var lines = Files.lines(folder.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private double cpu() {
    try {
      String stat = Files.readString(folder.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks =
          Long.parseLong(fields[USER_TICKS_AFTER_NAME])
              + Long.parseLong(fields[USER_TICKS_AFTER_NAME + 1]);
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static CliException unreadable(Path folder, IOException cause) {
    return new CliException(
        "the process of " + folder + " can't be measured: it may have died", cause);
  }
}

package io.verity.audit.stack.flink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a JVM holds once its garbage is collected, as the JDK's jcmd tells it: whoever leaks a job's
 * class loader, be it by a driver, a thread or a cache, is seen here.
 *
 * @param metaspaceKilobytes used
 * @param classes loaded and not unloaded
 * @param jobLoaders class loaders that Flink made for the code of jobs
 * @param threads alive
 */
public record JvmFigures(long metaspaceKilobytes, long classes, int jobLoaders, long threads) {

  private static final String JOB_LOADER = "org.apache.flink.util.ChildFirstClassLoader";
  private static final Pattern COUNTER = Pattern.compile("(?m)^([\\w.]+)=(\\d+)$");

  /** Collects its garbage, twice: what a cleaner lets go of in the first round is gone after. */
  public static JvmFigures of(ProcessHandle jvm) throws IOException {
    jcmd(jvm, "GC.run");
    jcmd(jvm, "GC.run");
    Map<String, Long> counters =
        COUNTER
            .matcher(jcmd(jvm, "PerfCounter.print"))
            .results()
            .collect(Collectors.toMap(m -> m.group(1), m -> Long.valueOf(m.group(2)), (a, b) -> a));
    Function<String, Long> counter =
        name -> {
          if (!counters.containsKey(name)) {
            throw new IllegalStateException("jcmd tells nothing of " + name);
          }
          return counters.get(name);
        };
    return new JvmFigures(
        counter.apply("sun.gc.metaspace.used") / 1024,
        counter.apply("java.cls.loadedClasses") - counter.apply("java.cls.unloadedClasses"),
        (int) jcmd(jvm, "VM.classloader_stats").lines().filter(l -> l.contains(JOB_LOADER)).count(),
        counter.apply("java.threads.live"));
  }

  private static String jcmd(ProcessHandle jvm, String command) throws IOException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(tool, Long.toString(jvm.pid()), command)
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes());
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("jcmd " + command + ": " + answer);
    }
    return answer;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "metaspace %,d KB, %,d classes, %d loaders of jobs, %d threads",
        metaspaceKilobytes,
        classes,
        jobLoaders,
        threads);
  }
}

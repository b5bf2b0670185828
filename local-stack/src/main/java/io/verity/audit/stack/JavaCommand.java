package io.verity.audit.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM like this one: the same java, the same class path, so that it works from a build, from an
 * IDE and from a shaded jar.
 */
record JavaCommand(Class<?> main, String heap, Path folder, List<String> options) {

  /** In the server's folder: whatever its JVM unpacks. */
  static final String TEMPORARY = "jvm-tmp";

  private static final String LOG_CONFIG =
      "classpath:io/verity/audit/stack/server-log4j2.properties";

  List<String> with(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.addAll(options);
    command.add("-Djava.io.tmpdir=" + folder.resolve(TEMPORARY));
    command.add("-Djna.tmpdir=" + folder.resolve(TEMPORARY));
    // leaves no file in the shared temporary folder after a kill
    command.add("-XX:-UsePerfData");
    command.add("-XX:ErrorFile=" + folder.resolve("hs_err_%p.log"));
    command.add("-Dlog4j2.configurationFile=" + LOG_CONFIG);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return List.copyOf(command);
  }
}

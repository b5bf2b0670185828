package io.verity.audit.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM like this one: the same java, and unless another is named the same class path, so that it
 * works from a build, from an IDE and from a shaded jar.
 *
 * @param main name of the class
 * @param logConfig as log4j takes it
 */
record JavaCommand(
    String main,
    String classPath,
    String logConfig,
    String heap,
    Path folder,
    List<String> options) {

  /** In the server's folder: whatever its JVM unpacks. */
  static final String TEMPORARY = "jvm-tmp";

  private static final String LOG_CONFIG =
      "classpath:io/verity/audit/stack/server-log4j2.properties";

  JavaCommand(Class<?> main, String heap, Path folder, List<String> options) {
    this(main.getName(), System.getProperty("java.class.path"), LOG_CONFIG, heap, folder, options);
  }

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
    command.add("-Dlog4j2.configurationFile=" + logConfig);
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(arguments);
    return List.copyOf(command);
  }
}

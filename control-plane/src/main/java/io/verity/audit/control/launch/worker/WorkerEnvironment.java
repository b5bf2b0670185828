package io.verity.audit.control.launch.worker;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a worker gets to know of this process's environment: not the keys of the control plane. */
final class WorkerEnvironment {

  private static final String REPORTER = "REPORTER_";
  private static final Set<String> OF_THE_MACHINE =
      Set.of(
          "FLINK_CONF_DIR",
          "HOME",
          "JAVA_HOME",
          "JAVA_TOOL_OPTIONS",
          "LANG",
          "LC_ALL",
          "LD_LIBRARY_PATH",
          "PATH",
          "ROOT_LOG_LEVEL",
          "TMPDIR",
          "TZ",
          "USER");

  private WorkerEnvironment() {}

  static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> needed = new TreeMap<>(environment);
    needed.keySet().removeIf(n -> !n.startsWith(REPORTER) && !OF_THE_MACHINE.contains(n));
    return needed;
  }
}

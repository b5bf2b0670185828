package io.verity.audit.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The project's root: where the ClickHouse package is installed into. */
final class ProjectHome {

  private static final Path MARK = Path.of("local-stack", "clickhouse", "package-lock.json");

  private ProjectHome() {}

  /** System property verity.home, else VERITY_HOME, else upwards from the working directory. */
  static Path find(Map<String, String> environment) {
    String named = System.getProperty("verity.home", environment.get("VERITY_HOME"));
    if (named != null) {
      return marked(Path.of(named).toAbsolutePath().normalize());
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(MARK))) {
        return folder;
      }
    }
    throw new StackException(
        "The project's folder was not found upwards from " + start + ": set VERITY_HOME to it.");
  }

  private static Path marked(Path folder) {
    if (!Files.exists(folder.resolve(MARK))) {
      throw new StackException(folder + " is not the project's folder: it has no " + MARK + ".");
    }
    return folder;
  }
}

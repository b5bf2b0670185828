package io.verity.audit.stack;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An installed clickhouse binary as the server: a child of the launcher that dies with it. */
final class ClickHouseBinary {

  private ClickHouseBinary() {}

  static Process start(Path binary, Path configFile) throws IOException {
    List<String> command = new ArrayList<>(dieWithParent(System.getenv()));
    command.addAll(List.of(binary.toString(), "server", "--config-file=" + configFile));
    return new ProcessBuilder(command)
        .redirectInput(Redirect.from(new File("/dev/null")))
        .redirectOutput(Redirect.INHERIT)
        .redirectError(Redirect.INHERIT)
        .start();
  }

  /** The kernel kills the binary even when the launcher had no chance to; where setpriv can. */
  static List<String> dieWithParent(Map<String, String> environment) throws IOException {
    Optional<Path> setpriv = Executables.find("setpriv", environment);
    if (setpriv.isEmpty()) {
      return List.of();
    }
    List<String> prefix = List.of(setpriv.get().toString(), "--pdeathsig", "KILL");
    return works(prefix) ? prefix : List.of();
  }

  /** Whether a program can be run so; BusyBox, for one, has a setpriv without this option. */
  static boolean works(List<String> prefix) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    Process trial =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      return trial.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }
}

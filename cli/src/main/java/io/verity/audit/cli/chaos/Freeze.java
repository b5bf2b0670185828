package io.verity.audit.cli.chaos;

import io.verity.audit.cli.CliException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process, with its children, that stands still until this is closed. A shell holds it: should
 * this JVM die, the shell's input ends, and the process goes on, and so ends like all others.
 */
final class Freeze implements AutoCloseable {

  private static final String SCRIPT =
      "kill -STOP \"$@\" || exit; echo stopped; read -r end; kill -CONT \"$@\"";

  private final Process shell;

  private Freeze(Process shell) {
    this.shell = shell;
  }

  static Freeze of(long pid) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "freeze"));
    ProcessHandle.of(pid).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .map(process -> Long.toString(process.pid()))
        .forEach(command::add);
    try {
      Process shell = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
      if (!"stopped".equals(shell.inputReader().readLine())) {
        throw new CliException("process " + pid + " could not be stopped: it is gone");
      }
      return new Freeze(shell);
    } catch (IOException e) {
      throw new CliException("process " + pid + " could not be stopped: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      shell.destroy(); // its input is closed already
    }
    shell.onExit().join();
  }
}

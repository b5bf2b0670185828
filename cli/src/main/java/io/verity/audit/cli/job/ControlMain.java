package io.verity.audit.cli.job;

import io.verity.audit.control.ControlPlaneMain;
import io.verity.audit.stack.Posix;

/** The process that serves the API for the command line; it ends with the one that started it. */
public final class ControlMain {

  private ControlMain() {}

  /** Takes no arguments: settings come from the environment. */
  public static void main(String[] args) throws Exception {
    // Ctrl-C is for the command line, which stops this process in its turn
    Posix.leaveTerminal();
    ControlPlaneMain.main(args);
  }
}

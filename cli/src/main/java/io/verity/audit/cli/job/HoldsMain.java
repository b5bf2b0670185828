package io.verity.audit.cli.job;

import io.verity.audit.control.holds.keeper.HoldKeeperMain;
import io.verity.audit.stack.Posix;

/**
 * The process that keeps the trail while a legal hold stands; it ends with the one that started it.
 */
public final class HoldsMain {

  private HoldsMain() {}

  /** Takes no arguments: settings come from the environment. */
  public static void main(String[] args) throws Exception {
    // Ctrl-C is for the command line, which stops this process in its turn
    Posix.leaveTerminal();
    HoldKeeperMain.main(args);
  }
}

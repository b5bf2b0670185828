package io.verity.audit.stack;

import com.sun.jna.NativeLibrary;

/** Two calls of the C library that Java does not offer to a server process. */
public final class Posix {

  private Posix() {}

  /** A session of its own: Ctrl-C in the terminal is for the parent, which stops its servers. */
  public static void leaveTerminal() {
    NativeLibrary.getProcess().getFunction("setsid").invokeInt(new Object[0]);
  }

  /**
   * Ends this process at once. Runtime.halt would run the C++ destructors of the ClickHouse engine
   * while its threads still work, which crashes.
   */
  static void exitNow(int status) {
    NativeLibrary.getProcess().getFunction("_exit").invokeVoid(new Object[] {status});
  }
}

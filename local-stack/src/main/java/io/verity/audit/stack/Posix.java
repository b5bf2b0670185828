package io.verity.audit.stack;

import com.sun.jna.NativeLibrary;

/** Calls of the C library that Java does not offer to a server process. */
public final class Posix {

  private static final int SIGINT = 2;

  private Posix() {}

  static boolean isRoot() {
    return NativeLibrary.getProcess().getFunction("geteuid").invokeInt(new Object[0]) == 0;
  }

  /** What Ctrl-C sends. */
  static void interrupt(long pid) {
    NativeLibrary.getProcess().getFunction("kill").invokeInt(new Object[] {(int) pid, SIGINT});
  }

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

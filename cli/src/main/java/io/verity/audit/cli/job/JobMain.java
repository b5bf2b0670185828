package io.verity.audit.cli.job;

import io.verity.audit.ingest.AuditIngestJob;
import io.verity.audit.stack.ParentWatch;
import io.verity.audit.stack.Posix;

/**
 * The process that runs the job for the command line. It ends with the process that started it,
 * however that dies, and leaves Ctrl-C in the terminal to it.
 */
public final class JobMain {

  private static final int PARENT_GONE = 1;

  private JobMain() {}

  /** Takes the arguments of {@link AuditIngestJob}. */
  public static void main(String[] args) throws Exception {
    ParentWatch.start(System.in, () -> Runtime.getRuntime().halt(PARENT_GONE));
    Posix.leaveTerminal();
    AuditIngestJob.main(args);
  }
}

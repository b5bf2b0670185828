package io.verity.audit.cli.job;

import io.verity.audit.report.LocalReportJob;
import io.verity.audit.stack.ParentWatch;
import io.verity.audit.stack.Posix;

/** The process that makes reports for the command line; it ends with the one that started it. */
public final class ReportMain {

  private static final int PARENT_GONE = 1;

  private ReportMain() {}

  /** Takes the arguments of {@link LocalReportJob}. */
  public static void main(String[] args) throws Exception {
    ParentWatch.start(System.in, () -> Runtime.getRuntime().halt(PARENT_GONE));
    Posix.leaveTerminal();
    LocalReportJob.main(args);
  }
}

package io.verity.audit.report;

/** The report can't be made; the message is the reason that a person reads in the run. */
public final class ReportException extends RuntimeException {

  private static final long serialVersionUID = 2L;

  private final boolean mayPass;

  public ReportException(String message) {
    this(message, null);
  }

  public ReportException(String message, Throwable cause) {
    this(message, false, cause);
  }

  private ReportException(String message, boolean mayPass, Throwable cause) {
    super(message, cause);
    this.mayPass = mayPass;
  }

  /** Of a server or a disk, and not of the report: the same may work later. */
  public static ReportException passing(String message, Throwable cause) {
    return new ReportException(message, true, cause);
  }

  public boolean mayPass() {
    return mayPass;
  }
}

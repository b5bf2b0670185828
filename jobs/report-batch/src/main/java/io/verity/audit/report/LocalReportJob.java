package io.verity.audit.report;

/** {@link ReportJob} with a cluster of its own in this JVM, for all reports of one call. */
public final class LocalReportJob {

  private static final int SLOTS = 4;

  private LocalReportJob() {}

  /** As {@link ReportJob#main}. */
  public static void main(String[] args) throws Exception {
    int code;
    try (WarmCluster cluster = WarmCluster.start(SLOTS)) {
      code = ReportJob.run(args, System.getenv(), System.out, System.err, cluster.configuration());
    }
    if (code != 0) {
      System.exit(code);
    }
  }
}

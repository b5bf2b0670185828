package io.verity.audit.cli.command;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import io.verity.audit.cli.job.JobProcess;
import io.verity.audit.cli.produce.CoverageWait;
import java.time.Duration;

/** Waits as long as the job lives and gets on; says where to look where it does not. */
final class DemoPatience implements CoverageWait.Patience {

  private static final Duration HINT = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofMinutes(10);

  private final JobProcess job;
  private final Progress progress;
  private long seen = -1;
  private Stopwatch standing = new Stopwatch();
  private boolean hinted;

  DemoPatience(JobProcess job, Progress progress) {
    this.job = job;
    this.progress = progress;
  }

  @Override
  public void check(long covered, long total) {
    job.requireAlive();
    if (covered != seen) {
      seen = covered;
      standing = new Stopwatch();
      hinted = false;
    } else if (standing.elapsed().compareTo(END) > 0) {
      throw new CliException(
          "the job has taken nothing in for "
              + END.toMinutes()
              + " min ("
              + covered
              + " of "
              + total
              + " events are covered); see "
              + job.log());
    } else if (!hinted && standing.elapsed().compareTo(HINT) > 0) {
      progress.line(
          "nothing taken in for " + HINT.toSeconds() + " s; the job's log is " + job.log());
      hinted = true;
    }
  }
}

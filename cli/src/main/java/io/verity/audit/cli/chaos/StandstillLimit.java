package io.verity.audit.cli.chaos;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.produce.CoverageWait;
import java.time.Duration;

/** Waits as long as the job lives and gets on. */
final class StandstillLimit implements CoverageWait.Patience {

  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final JobUnderTest job;
  private long seen = -1;
  private long since;

  StandstillLimit(JobUnderTest job) {
    this.job = job;
  }

  @Override
  public void check(long covered, long total) {
    job.requireAlive();
    if (covered != seen) {
      seen = covered;
      since = System.nanoTime();
    } else if (System.nanoTime() - since > LIMIT.toNanos()) {
      throw new CliException(
          "the job has covered nothing more for "
              + LIMIT.toMinutes()
              + " min: "
              + covered
              + " of "
              + total
              + " offsets are");
    }
  }
}

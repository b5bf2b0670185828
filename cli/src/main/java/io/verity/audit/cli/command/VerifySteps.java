package io.verity.audit.cli.command;

import io.verity.audit.cli.Progress;
import io.verity.audit.trail.verify.VerifyProgress;

/** Shows one step of the verification after the other. */
final class VerifySteps implements VerifyProgress, AutoCloseable {

  private final Progress progress;
  private String current;
  private Progress.Counter counter;

  VerifySteps(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void at(String step, long done, long total) {
    if (!step.equals(current)) {
      close();
      current = step;
      counter = progress.count(step, total == 0 ? -1 : total);
    }
    counter.at(done);
  }

  @Override
  public void close() {
    if (counter != null) {
      counter.close();
      counter = null;
    }
  }
}

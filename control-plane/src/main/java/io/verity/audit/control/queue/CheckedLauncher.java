package io.verity.audit.control.queue;

import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.LaunchState;
import io.verity.audit.control.launch.ReportLauncher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A launcher whose mistakes are failures of the launch, so that a run never ends in silence. */
final class CheckedLauncher {

  private static final Logger LOG = LoggerFactory.getLogger(CheckedLauncher.class);

  private final ReportLauncher launcher;

  /** Something to ask of a launcher. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws LaunchException, InterruptedException;
  }

  CheckedLauncher(ReportLauncher launcher) {
    this.launcher = launcher;
  }

  void launch(LaunchRequest request) throws LaunchException, InterruptedException {
    ask(
        () -> {
          launcher.launch(request);
          return null;
        });
  }

  LaunchState state(LaunchRequest request) throws LaunchException, InterruptedException {
    return ask(() -> launcher.state(request));
  }

  void cancel(LaunchRequest request) throws LaunchException, InterruptedException {
    ask(
        () -> {
          launcher.cancel(request);
          return null;
        });
  }

  void cleanUp(LaunchRequest request) throws LaunchException, InterruptedException {
    ask(
        () -> {
          launcher.cleanUp(request);
          return null;
        });
  }

  private static <T> T ask(Question<T> question) throws LaunchException, InterruptedException {
    try {
      return question.ask();
    } catch (RuntimeException e) {
      LOG.error("The launcher broke", e);
      throw LaunchException.passing("the launcher broke; the log of its replica says how", e);
    }
  }
}

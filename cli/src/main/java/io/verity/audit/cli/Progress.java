package io.verity.audit.cli;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** What is going on, on stderr: a bar on a terminal, plain lines elsewhere. */
public final class Progress {

  private static final String TERMINAL = "VERITY_STDERR_TERMINAL";
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final PrintStream err;
  private final boolean terminal;

  public Progress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** To this process's stderr; the launcher knows whether that is a terminal. */
  public static Progress onStderr() {
    return new Progress(System.err, "1".equals(System.getenv(TERMINAL)));
  }

  public void line(String text) {
    err.println(text);
  }

  /** Counts up to {@code total}; -1 where nobody knows. */
  public Counter count(String what, long total) {
    return terminal ? new Bar(err, what, total) : new Lines(err, what, total);
  }

  /** Closed when the work is over. */
  public interface Counter extends AutoCloseable {
    void at(long done);

    @Override
    void close();
  }

  private static final class Bar implements Counter {
    private final ProgressBar bar;

    Bar(PrintStream err, String what, long total) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(what)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(err))
              .build();
    }

    @Override
    public void at(long done) {
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private static final class Lines implements Counter {
    private final PrintStream err;
    private final String what;
    private final long total;
    private long nextAt = System.nanoTime() + BETWEEN_LINES.toNanos();

    Lines(PrintStream err, String what, long total) {
      this.err = err;
      this.what = what;
      this.total = total;
    }

    @Override
    public void at(long done) {
      if (System.nanoTime() >= nextAt) {
        nextAt = System.nanoTime() + BETWEEN_LINES.toNanos();
        err.println(what + ": " + done + (total < 0 ? "" : " of " + total));
      }
    }

    @Override
    public void close() {}
  }
}

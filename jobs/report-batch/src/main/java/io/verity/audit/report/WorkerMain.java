package io.verity.audit.report;

import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.report.pack.PackException;
import io.verity.audit.service.ConfigException;
import io.verity.audit.service.LogLevel;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * A warm process that makes reports for the control plane: a Flink cluster in this JVM, attempts to
 * make on standard input, their states on standard output, one JSON object a line; see {@link
 * WorkerProtocol}. It is gone as soon as its standard input ends, however its parent died.
 */
public final class WorkerMain {

  private static final int LEAST_SLOTS = 4;

  private WorkerMain() {}

  /** Takes no arguments: it is configured by {@code REPORTER_} variables. */
  public static void main(String[] args) {
    PrintStream states =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // whatever else prints, a library or the console of a log, must not be taken for a state
    System.setOut(System.err);
    try {
      ReporterConfig config = ReporterConfig.fromEnvironment(System.getenv());
      LogLevel.set(config.logLevel());
      work(config, states);
    } catch (ConfigException | PackException e) {
      System.err.println("report-batch: " + e.getMessage());
      Runtime.getRuntime().halt(1);
    } catch (Exception e) {
      e.printStackTrace();
      System.err.println("report-batch: the worker could not start: " + e);
      Runtime.getRuntime().halt(1);
    }
  }

  private static void work(ReporterConfig config, PrintStream states) throws Exception {
    CompletableFuture<WarmCluster> cluster = new CompletableFuture<>();
    WorkerProtocol protocol = new WorkerProtocol(states);
    WorkerAttempts attempts = new WorkerAttempts(config, cluster, protocol);
    // read from the beginning: a parent may be gone before the cluster is up
    Thread parent = new Thread(() -> listen(protocol, attempts), "parent");
    parent.start();
    ReportJob.serveMetrics(config);
    // a job takes a slot at least, and none may wait for those that others sit on
    cluster.complete(WarmCluster.start(Math.max(LEAST_SLOTS, 2 * config.maxConcurrent())));
    parent.join();
  }

  private static void listen(WorkerProtocol protocol, WorkerAttempts attempts) {
    try {
      protocol.read(System.in, attempts::launch, attempts::cancel);
    } catch (IOException e) {
      // a broken pipe is an end as well
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }
}

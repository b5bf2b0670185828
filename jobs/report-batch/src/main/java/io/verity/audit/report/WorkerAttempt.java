package io.verity.audit.report;

import io.verity.audit.report.WorkerProtocol.Attempt;
import io.verity.audit.report.WorkerProtocol.State;
import io.verity.audit.report.config.ReporterConfig;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attempt in a worker: waits for its turn, makes the report, and says how it went. */
final class WorkerAttempt implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerAttempt.class);
  private static final int BROKEN = 3;

  private final Attempt attempt;
  private final ReporterConfig config;
  private final CompletableFuture<WarmCluster> cluster;
  private final WorkerProtocol protocol;
  private final JobID job = new JobID();

  private State state = State.RUNNING;
  private String reason;
  private boolean began;
  private boolean cancelled;
  private Thread driver;

  WorkerAttempt(
      Attempt attempt,
      ReporterConfig config,
      CompletableFuture<WarmCluster> cluster,
      WorkerProtocol protocol) {
    this.attempt = attempt;
    this.config = config;
    this.cluster = cluster;
    this.protocol = protocol;
  }

  synchronized void tell() {
    protocol.tell(attempt, state, reason);
  }

  /** The driver leaves whatever it waits for; its job is stopped after it. */
  synchronized void cancel() {
    cancelled = true;
    if (driver != null) {
      driver.interrupt();
    } else if (!began) {
      began = true;
      end(State.FAILED, "it was cancelled before it began");
    }
  }

  @Override
  public void run() {
    try {
      if (begin()) {
        ReportOutcome outcome = make();
        end(outcome.isFailed() ? State.FAILED : State.ENDED, outcome.error());
      }
    } catch (InterruptedException e) {
      stopJob();
      end(State.FAILED, "it was cancelled");
    } catch (VirtualMachineError e) {
      LOG.error("The worker ends, as its JVM is broken", e);
      Runtime.getRuntime().halt(BROKEN);
    } catch (Exception | LinkageError e) {
      LOG.error("Attempt {} failed for a reason that has no words yet", attempt, e);
      end(State.FAILED, "the program failed, and the worker's log says where");
    }
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  private synchronized boolean begin() {
    if (began) {
      return false;
    }
    began = true;
    driver = Thread.currentThread();
    return true;
  }

  private synchronized void end(State how, String why) {
    if (driver == Thread.currentThread()) {
      // a cancellation that came too late is not for the next attempt on this thread
      Thread.interrupted();
      driver = null;
    }
    state = how;
    reason = why;
    tell();
  }

  private ReportOutcome make() throws Exception {
    Configuration flink = cluster.get().configuration();
    flink.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, job.toHexString());
    return new AttemptRunner(
            config, new FlinkExecution(flink, config.parallelism()), this::isCancelled)
        .run(attempt.runId(), attempt.attempt(), framework -> ReportProgress.NOBODY);
  }

  /** It may have been on its way to the cluster when the driver was interrupted. */
  private void stopJob() {
    synchronized (this) {
      driver = null;
    }
    Thread.interrupted();
    WarmCluster running = cluster.getNow(null);
    if (running != null) {
      running.cancel(job);
    }
  }
}

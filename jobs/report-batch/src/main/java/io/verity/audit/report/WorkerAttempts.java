package io.verity.audit.report;

import io.verity.audit.report.WorkerProtocol.Attempt;
import io.verity.audit.report.WorkerProtocol.State;
import io.verity.audit.report.config.ReporterConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The attempts of a worker: as many at a time as reports may be made, the others in turn. */
final class WorkerAttempts {

  private static final int REMEMBERED = 1_000;

  private final ReporterConfig config;
  private final CompletableFuture<WarmCluster> cluster;
  private final WorkerProtocol protocol;
  private final ExecutorService threads;

  private final Map<Attempt, WorkerAttempt> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Attempt, WorkerAttempt> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param cluster that may be on its way up yet
   */
  WorkerAttempts(
      ReporterConfig config, CompletableFuture<WarmCluster> cluster, WorkerProtocol protocol) {
    this.config = config;
    this.cluster = cluster;
    this.protocol = protocol;
    this.threads = Executors.newFixedThreadPool(config.maxConcurrent());
  }

  /** Begins the attempt; of one that was begun already, says how it stands. */
  synchronized void launch(Attempt attempt) {
    WorkerAttempt begun = known.get(attempt);
    if (begun != null) {
      begun.tell();
      return;
    }
    WorkerAttempt added = new WorkerAttempt(attempt, config, cluster, protocol);
    known.put(attempt, added);
    added.tell();
    threads.execute(added);
  }

  synchronized void cancel(Attempt attempt) {
    WorkerAttempt begun = known.get(attempt);
    if (begun == null) {
      protocol.tell(attempt, State.FAILED, "this worker was never told to make it");
    } else {
      begun.cancel();
    }
  }
}

package io.verity.audit.report;

import io.verity.audit.store.FencedException;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunStatus;
import io.verity.audit.store.StoreException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far a run is, as its row says. */
public enum RunPhase {
  WAITING,
  SNAPSHOT,
  PROVING,
  QUERYING,
  RENDERING,
  PUBLISHING;

  private static final Logger LOG = LoggerFactory.getLogger(RunPhase.class);

  /**
   * Writes it into the row. A database that does not take it is no reason to fail a report: whether
   * it is there again is seen when the report is published.
   *
   * @throws FencedException where another attempt has the run: this one works for nothing
   */
  public void tell(ReportRuns runs, UUID runId, int attempt) {
    try {
      runs.progress(runId, attempt, "{\"phase\": \"" + name().toLowerCase(Locale.ROOT) + "\"}");
    } catch (FencedException e) {
      if (!isCompletedBy(runs, runId, attempt)) {
        throw e;
      }
    } catch (StoreException e) {
      LOG.debug("Run {} is {}, and its row does not say so", runId, this, e);
    }
  }

  /** A replay, or a task that was started again after it had published, has nothing to tell. */
  private static boolean isCompletedBy(ReportRuns runs, UUID runId, int attempt) {
    Optional<ReportRun> run = runs.find(runId);
    return run.isPresent()
        && run.get().status() == RunStatus.COMPLETED
        && run.get().attempt() == attempt;
  }
}

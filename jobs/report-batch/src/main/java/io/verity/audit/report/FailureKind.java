package io.verity.audit.report;

import io.verity.audit.report.pack.PackException;
import io.verity.audit.service.ConfigException;
import io.verity.audit.store.ConflictException;
import io.verity.audit.store.FencedException;
import io.verity.audit.store.StoreException;
import io.verity.audit.trail.TrailStoreException;
import io.verity.audit.trail.clickhouse.InterruptedStoreException;
import io.verity.audit.trail.clickhouse.TlsProblem;
import java.nio.channels.ClosedByInterruptException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a failure means for the run, whatever Flink has wrapped it in. */
enum FailureKind {
  /** Another attempt has the run, or it is over. */
  FENCED,
  /** Somebody wants this attempt to stop. */
  INTERRUPTED,
  /** A server is away, a disk is full, or nobody foresaw it: the same may work later. */
  MAY_PASS,
  /** The next attempt would come to the same. */
  LASTING;

  static FailureKind of(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
      chain.add(t);
    }
    for (Throwable t : chain) {
      if (t instanceof FencedException) {
        return FENCED;
      }
      if (t instanceof InterruptedException
          || t instanceof InterruptedStoreException
          || t instanceof ClosedByInterruptException) {
        return INTERRUPTED;
      }
    }
    return chain.stream().allMatch(FailureKind::mayPass) ? MAY_PASS : LASTING;
  }

  private static boolean mayPass(Throwable t) {
    if (t instanceof ReportException e) {
      return e.mayPass();
    } else if (t instanceof TrailStoreException e) {
      return e.isRetryable() && TlsProblem.in(e).filter(TlsProblem::isLasting).isEmpty();
    } else if (t instanceof StoreException e) {
      return !(t instanceof ConflictException) && (e.isUnreachable() || isPassing(e.getCause()));
    }
    return !(t instanceof PackException || t instanceof ConfigException);
  }

  /** A serialization failure or a deadlock, no resources, or an operator stepped in. */
  private static boolean isPassing(Throwable cause) {
    return cause instanceof SQLException e
        && e.getSQLState() != null
        && e.getSQLState().matches("(40|53|57).*");
  }
}

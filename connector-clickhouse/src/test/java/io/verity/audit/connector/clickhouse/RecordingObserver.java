package io.verity.audit.connector.clickhouse;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told, for the tests of this JVM. */
public final class RecordingObserver implements QueryObserver {

  static final List<QueryRun> RUNS = new CopyOnWriteArrayList<>();

  @Override
  public void ended(QueryRun run) {
    RUNS.add(run);
  }
}

package io.verity.audit.report;

import io.verity.audit.report.pack.Section;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Steps of reports that are made in this very JVM, for whoever started them here. On a cluster
 * nobody listens, and nothing is kept.
 */
public final class ReportProgress {

  /** Hears of each step; called from several threads. */
  public interface Listener {

    /** How many queries each section stands on. */
    void planned(Map<Section, Long> queries);

    /** A query was answered. */
    void answered(Section section, String query, long rows);

    /** Anything else, in words. */
    void step(String text);
  }

  /** For whom the run's row says enough. */
  static final Listener NOBODY =
      new Listener() {
        @Override
        public void planned(Map<Section, Long> queries) {}

        @Override
        public void answered(Section section, String query, long rows) {}

        @Override
        public void step(String text) {}
      };

  private static final Map<UUID, Listener> LISTENERS = new ConcurrentHashMap<>();

  private ReportProgress() {}

  static void listen(UUID runId, Listener listener) {
    LISTENERS.put(runId, listener);
  }

  static void stop(UUID runId) {
    LISTENERS.remove(runId);
  }

  static void planned(UUID runId, Map<Section, Long> queries) {
    Listener listener = LISTENERS.get(runId);
    if (listener != null) {
      listener.planned(queries);
    }
  }

  public static void answered(UUID runId, Section section, String query, long rows) {
    Listener listener = LISTENERS.get(runId);
    if (listener != null) {
      listener.answered(section, query, rows);
    }
  }

  public static void step(UUID runId, String text) {
    Listener listener = LISTENERS.get(runId);
    if (listener != null) {
      listener.step(text);
    }
  }
}

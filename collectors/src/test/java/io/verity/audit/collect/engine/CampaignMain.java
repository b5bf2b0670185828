package io.verity.audit.collect.engine;

import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import io.verity.audit.collect.source.SourceSettings;
import io.verity.audit.collect.source.Sources;
import io.verity.audit.evidence.object.DirectoryStore;
import io.verity.audit.evidence.object.ObjectStoreSettings;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A replica to be killed: an engine, until its standard input ends. */
public final class CampaignMain {

  static final String DATABASE = "TEST_DATABASE";
  static final String OBJECTS = "TEST_OBJECTS";
  static final String SOURCES = "TEST_SOURCES";

  static final int SOURCE_COUNT = 20;
  static final int PER_SECOND = 10;
  static final int AT_A_TIME = 3;
  static final String TICKING = "ticking";

  private CampaignMain() {}

  public static void main(String[] args) throws IOException {
    DatabaseAccess access =
        new DatabaseAccess(
            System.getenv(DATABASE),
            System.getenv(DATABASE + "_USER"),
            System.getenv(DATABASE + "_PASSWORD"));
    try (Database database = new Database(access);
        CollectorEngine engine =
            CollectorEngine.start(
                database,
                new DirectoryStore(
                    Path.of(System.getenv(OBJECTS)), ObjectStoreSettings.SEVEN_YEARS),
                HandlerLookup.of(Map.of(ProbeHandler.NAME, new ProbeHandler())),
                sources(System.getenv(SOURCES)),
                settings(),
                DatabaseClock::new,
                cron -> new CronTimes(cron, CronStyle.SPRING53))) {
      while (System.in.read() >= 0) {
        // until killed, or until the test is gone
      }
    }
  }

  static EngineSettings settings() {
    return new EngineSettings(
        "verity-collector",
        6,
        20,
        Duration.ofMillis(200),
        Duration.ofSeconds(2),
        Duration.ofMillis(200),
        Duration.ofMillis(1_500));
  }

  static String source(int number) {
    return "source-" + number;
  }

  private static Sources sources(String url) {
    Map<String, SourceSettings> sources = new HashMap<>();
    for (int i = 0; i < SOURCE_COUNT; i++) {
      add(sources, source(i), url);
    }
    add(sources, TICKING, url);
    return new Sources(sources);
  }

  private static void add(Map<String, SourceSettings> sources, String name, String url) {
    sources.put(
        name,
        new SourceSettings(
            name,
            ProbeHandler.NAME,
            Map.of("url", url + name),
            PER_SECOND,
            AT_A_TIME,
            Duration.ofSeconds(6),
            1 << 20));
  }
}

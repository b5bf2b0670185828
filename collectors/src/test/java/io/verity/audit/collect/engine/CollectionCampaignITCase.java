package io.verity.audit.collect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import io.verity.audit.evidence.object.DirectoryStore;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStoreSettings;
import io.verity.audit.evidence.record.CheckedLink;
import io.verity.audit.evidence.record.RecordCheck;
import io.verity.audit.store.Controls;
import io.verity.audit.store.Database;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import io.verity.audit.store.NewControl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * 200 controls of 20 sources each, due in the same second, on three replicas of which one after
 * another is killed -9 and started again.
 */
class CollectionCampaignITCase {

  private static final int CONTROLS = 200;
  private static final String FRAMEWORK = "campaign";
  private static final Duration DUE_IN = Duration.ofSeconds(1);

  /** How many are collected when one replica after the other is killed. */
  private static final int[] KILL_AT = {20, 70, 120};

  private static final Duration LIMIT = Duration.ofSeconds(120);

  private static final String COLLECTED =
      "SELECT count(*) FROM evidence_records r JOIN controls c ON c.id = r.control_id"
          + " WHERE c.framework = 'campaign' AND c.control_id LIKE 'C%' AND r.status = 'collected'";

  private static final String STARTED =
      "SELECT count(*) FROM evidence_custody e JOIN evidence_records r ON r.id = e.record_id"
          + " JOIN controls c ON c.id = r.control_id WHERE c.framework = 'campaign'"
          + " AND c.control_id LIKE 'C%' AND e.action = 'started'";

  private static final String ERRORS =
      "SELECT string_agg(times || ' x ' || error, '; ') FROM (SELECT count(*) AS times,"
          + " regexp_replace(detail ->> 'error', '[0-9]+', 'n', 'g') AS error FROM evidence_custody"
          + " WHERE action = 'failed' GROUP BY 2 ORDER BY 1 DESC LIMIT 8) AS most";

  @RegisterExtension static final EngineServer SERVER = new EngineServer();

  @TempDir Path folder;

  private final List<CampaignReplica> replicas = new ArrayList<>();

  @Test
  void everyControlIsCollectedOnceWithinWhatEachSourceAllows() throws Exception {
    try (SourceServer sources = new SourceServer();
        Database database = new Database(SERVER.access())) {
      try {
        for (int i = 0; i < 3; i++) {
          replicas.add(replica(sources));
        }
        SERVER.plan();
        Instant due = load(database);
        SERVER.plan();
        int kills = killUntilDone(sources);
        Instant end = now();
        assertThat(kills).isEqualTo(replicas.size());
        assertSchedule(end);
        System.out.printf(
            "campaign: %d records of %d sections in %d ms after they were due, %d kills%n",
            CONTROLS, CampaignMain.SOURCE_COUNT, Duration.between(due, end).toMillis(), kills);
      } finally {
        replicas.forEach(CampaignReplica::close);
      }
      System.out.printf(
          "campaign: %s attempts, of which failed: %s%n", SERVER.sql(STARTED), SERVER.sql(ERRORS));
      assertRecords(database);
      assertSources(sources);
    }
  }

  /** All are due in the same moment, for a period that ended an hour ago. */
  private Instant load(Database database) {
    OffsetDateTime ended = now().minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC);
    String daily = "0 %d %d * * *".formatted(ended.getMinute(), ended.getHour());
    List<String> names =
        IntStream.range(0, CampaignMain.SOURCE_COUNT).mapToObj(CampaignMain::source).toList();
    List<NewControl> controls = new ArrayList<>();
    for (int i = 0; i < CONTROLS; i++) {
      controls.add(TestControls.control(FRAMEWORK, "C" + i, ProbeHandler.NAME, daily, names));
    }
    List<NewControl> all = new ArrayList<>(controls);
    all.add(
        TestControls.control(
            FRAMEWORK, "tick", ProbeHandler.NAME, "*/2 * * * * *", List.of(CampaignMain.TICKING)));
    new Controls(database).load(all);
    Instant due = now().plus(DUE_IN);
    String since = new ScheduleData(due.minus(Duration.ofHours(2)), daily).text();
    SchedulerClient client =
        SchedulerClient.Builder.create(database.dataSource()).enablePriority().build();
    for (NewControl control : controls) {
      client.schedule(
          ScheduleTask.TASK
              .instance(control.id().toString())
              .data(since)
              .priority(ScheduleTask.PRIORITY)
              .build(),
          due,
          ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
    }
    return due;
  }

  private CampaignReplica replica(SourceServer sources) throws Exception {
    return new CampaignReplica(
        SERVER.access(), folder, sources.url(), Path.of("target", "campaign-replicas.log"));
  }

  private int killUntilDone(SourceServer sources) throws Exception {
    long limit = System.nanoTime() + LIMIT.toNanos();
    int kills = 0;
    long collected = 0;
    while (collected < CONTROLS) {
      if (System.nanoTime() > limit) {
        throw new AssertionError(
            "collected %d after %s attempts; failed: %s"
                .formatted(collected, SERVER.sql(STARTED), SERVER.sql(ERRORS)));
      }
      if (kills < replicas.size() && collected >= KILL_AT[kills]) {
        replicas.get(kills).kill();
        replicas.set(kills++, replica(sources));
      }
      Thread.sleep(100);
      collected = SERVER.count(COLLECTED);
    }
    return kills;
  }

  /** Periods that end from now on are asked for, and collected, without delay. */
  private void assertSchedule(Instant end) {
    String ticks =
        "FROM evidence_records r JOIN controls c ON c.id = r.control_id WHERE c.framework ="
            + " 'campaign' AND c.control_id = 'tick' AND r.period_end > '"
            + end
            + "' AND r.status = 'collected'";
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> SERVER.count("SELECT count(*) " + ticks) >= 2);
    assertThat(
            SERVER.count(
                "SELECT (extract(epoch FROM max(r.requested_at - r.period_end)) * 1000)::bigint "
                    + ticks))
        .as("milliseconds between the end of a period and its request")
        .isLessThan(3_000);
    // nothing was left out meanwhile either: period follows period
    assertThat(
            SERVER.count(
                "SELECT count(*) FROM (SELECT period_start, lag(period_end) OVER (ORDER BY"
                    + " period_start) AS before FROM evidence_records r JOIN controls c"
                    + " ON c.id = r.control_id WHERE c.control_id = 'tick'"
                    + " AND c.framework = 'campaign') AS p WHERE before <> period_start"))
        .isZero();
  }

  private void assertRecords(Database database) {
    assertThat(
            SERVER.count(
                "SELECT count(*) FROM evidence_records r JOIN controls c ON c.id = r.control_id"
                    + " WHERE c.framework = 'campaign' AND c.control_id LIKE 'C%'"))
        .isEqualTo(CONTROLS);
    assertThat(
            SERVER.count(
                "SELECT count(*) FROM evidence_custody e JOIN evidence_records r"
                    + " ON r.id = e.record_id JOIN controls c ON c.id = r.control_id"
                    + " WHERE c.framework = 'campaign' AND c.control_id LIKE 'C%'"
                    + " AND e.action = 'collected'"))
        .isEqualTo(CONTROLS);
    List<EvidenceRecord> records =
        new EvidenceRecords(database).within(FRAMEWORK, Instant.EPOCH, now().plusSeconds(60));
    ObjectStore objects = new DirectoryStore(folder, ObjectStoreSettings.SEVEN_YEARS);
    for (EvidenceRecord record : records) {
      if (record.isCollected()) {
        assertThat(
                RecordCheck.check(
                    record.rawPayload(),
                    record.contentHash(),
                    record.artifactKey(),
                    record.objectVersionId(),
                    objects))
            .hasSize(2)
            .allMatch(CheckedLink::ok);
      }
    }
    assertThat(
            SERVER.sql(
                "SELECT string_agg(DISTINCT sections::text, ',') FROM (SELECT (SELECT count(*)"
                    + " FROM jsonb_each(r.raw_payload -> 'sources') AS s (name, section)"
                    + " WHERE section ->> 'status' = 'collected') AS sections"
                    + " FROM evidence_records r JOIN controls c ON c.id = r.control_id"
                    + " WHERE c.framework = 'campaign' AND c.control_id LIKE 'C%') AS each"))
        .isEqualTo("" + CampaignMain.SOURCE_COUNT);
  }

  /** Whoever holds a slot may be late by a little: so many more than the rate may come together. */
  private static void assertSources(SourceServer sources) {
    int most = 0;
    for (int i = 0; i < CampaignMain.SOURCE_COUNT; i++) {
      Arrivals arrivals = sources.source(CampaignMain.source(i));
      assertThat(arrivals.calls()).isGreaterThanOrEqualTo(CONTROLS);
      most = Math.max(most, arrivals.mostWithin(Duration.ofSeconds(1)));
      assertThat(arrivals.mostAtATime()).isLessThanOrEqualTo(CampaignMain.AT_A_TIME);
    }
    System.out.printf("campaign: at most %d calls of a source in a second%n", most);
    assertThat(most).isLessThanOrEqualTo(CampaignMain.PER_SECOND + CampaignMain.AT_A_TIME);
  }

  private static Instant now() {
    return Instant.parse(
        SERVER.sql(
            "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
  }
}

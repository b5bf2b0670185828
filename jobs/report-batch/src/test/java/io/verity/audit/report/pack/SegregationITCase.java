package io.verity.audit.report.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.report.pack.ReportGround.Loaded;
import io.verity.audit.report.scenario.Asset;
import io.verity.audit.report.scenario.Principal;
import io.verity.audit.report.scenario.Scenario;
import io.verity.audit.report.scenario.ScenarioEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

/** Duties that one person must not have together, which no metric counts. */
class SegregationITCase {

  private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GRANTOR = id("grantor");
  private static final String HOLDER = id("holder");
  private static final String ASSET = id("asset");

  private final List<ScenarioEvent> events = new ArrayList<>();

  private static String id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes()).toString();
  }

  /** An hour after the one before. */
  private void add(String type, String actor, String details) throws Exception {
    events.add(
        new ScenarioEvent(
            id("event " + events.size()),
            type,
            actor,
            "USER",
            "GRANT",
            ASSET,
            "UPDATE",
            details,
            JSON.readTree(details),
            START.toEpochMilli() + events.size() * 3_600_000L));
  }

  private void grant(String role, String grant) throws Exception {
    add(
        "ACCESS_GRANTED",
        GRANTOR,
        "{\"grant_id\":\"%s\",\"subject_id\":\"%s\",\"asset_id\":\"%s\",\"role\":\"%s\"}"
            .formatted(grant, HOLDER, ASSET, role));
  }

  private Map<String, List<Row>> findings() throws Exception {
    Scenario scenario =
        new Scenario(
            events,
            List.of(new Principal(HOLDER, "USER", "Hedy", START.toEpochMilli(), null, false)),
            List.of(new Asset(ASSET, "DATASET", "books", List.of())),
            START,
            Instant.parse("2026-08-01T00:00:00Z"));
    Loaded loaded = ReportGround.load(scenario);
    PackLoader packs = PackLoader.bundled();
    return new PackRun(packs, packs.load("sox"), loaded, null).findings();
  }

  @Test
  void rolesThatDoNotGoTogetherAndReviewsByTheGrantor() throws Exception {
    grant("admin", "g1");
    grant("writer", "g2");
    add(
        "REVIEW_STARTED",
        GRANTOR,
        "{\"review_id\":\"r\",\"subject_id\":\"%s\",\"asset_id\":\"%s\",\"due_at\":\"2026-09-01T00:00:00Z\"}"
            .formatted(HOLDER, ASSET));
    add("DECISION_SUBMITTED", GRANTOR, "{\"review_id\":\"r\",\"decision\":\"MODIFY\"}");
    Map<String, List<Row>> found = findings();
    assertThat(found.get("toxic_role_pair"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getField(3))
                  .isEqualTo(
                      "Hedy holds admin and writer on books, and so can give access to what it may change.");
              assertThat((String[]) row.getField(4)).hasSize(2);
            });
    assertThat(found.get("reviewer_is_provisioner"))
        .singleElement()
        .satisfies(row -> assertThat((String[]) row.getField(4)).hasSize(3));
  }

  @Test
  void aRoleThatWasRevokedIsHeldNoMore() throws Exception {
    grant("admin", "g1");
    grant("writer", "g2");
    add("REVOCATION_EXECUTED", GRANTOR, "{\"grant_id\":\"g1\"}");
    assertThat(findings().get("toxic_role_pair")).isEmpty();
    add("ACCESS_REVOKED", GRANTOR, "{\"subject_id\":\"%s\",\"role\":\"writer\"}".formatted(HOLDER));
    grant("admin", "g3");
    assertThat(findings().get("toxic_role_pair")).isEmpty();
  }
}

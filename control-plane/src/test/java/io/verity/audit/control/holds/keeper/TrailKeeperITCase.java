package io.verity.audit.control.holds.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.verity.audit.control.holds.HoldStack;
import io.verity.audit.stack.Account;
import io.verity.audit.store.Database;
import io.verity.audit.store.TrailRetention;
import io.verity.audit.store.TrailTable;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The trail's TTL goes and comes back, from whichever point a keeper died at. */
class TrailKeeperITCase {

  private static final HoldStack STACK = HoldStack.get();
  private static final List<String> TABLES = TrailKeeper.TABLES;
  private static final String TTL = "timestamp + toIntervalDay(2555)";

  private static Database database;
  private static TrailRetention retention;
  private static TrailTtl trail;
  private static TrailKeeper keeper;
  private static List<String> before;

  @BeforeAll
  static void connect() {
    database = new Database(STACK.access("operator"));
    retention = new TrailRetention(database);
    Account operator = STACK.servers().account("operator");
    trail =
        new TrailTtl(
            new ClickHouseAccess(
                STACK.servers().clickHouseUrl(), operator.user(), operator.password()));
    keeper = new TrailKeeper(retention, trail);
    before = definitions();
  }

  @AfterAll
  static void disconnect() {
    trail.close();
    database.close();
  }

  @AfterEach
  void everythingIsAsItWas() {
    keeper.step();
    assertThat(definitions()).isEqualTo(before);
  }

  @Test
  void theTtlIsGoneWhileAnyHoldStandsAndExactlyBackAfterTheLast() {
    UUID first = STACK.standing("{\"trail\": true}");
    UUID second = STACK.standing("{\"trail\": true, \"period_start\": \"2026-01-01T00:00:00Z\"}");
    String log = lastLogged();
    keeper.step();
    assertThat(definitions()).noneMatch(definition -> definition.contains("TTL"));
    assertThat(retention.all()).allMatch(t -> t.paused() && t.checkedAt() != null);
    assertThat(logged(log))
        .isEqualTo(
            "pause verity_audit begun, pause verity_audit done,"
                + " pause verity_audit_rejected begun, pause verity_audit_rejected done");
    log = lastLogged();
    keeper.step();
    STACK.release(first);
    keeper.step();
    assertThat(definitions()).noneMatch(definition -> definition.contains("TTL"));
    assertThat(logged(log)).isNull();
    STACK.release(second);
    keeper.step();
    assertThat(definitions()).isEqualTo(before);
    assertThat(retention.all()).noneMatch(TrailTable::paused);
    assertThat(logged(log)).startsWith("resume verity_audit begun, resume verity_audit done,");
  }

  @Test
  void rowsThatHaveExpiredStayWhileAHoldStandsAndGoAfterIt() {
    UUID hold = STACK.standing("{\"trail\": true}");
    keeper.step();
    // of a time that has long expired; written while the table has no TTL
    admin(
        "INSERT INTO verity.verity_audit_rejected (reason, ingested_at) VALUES ('x', '2001-01-01')");
    admin("OPTIMIZE TABLE verity.verity_audit_rejected FINAL");
    assertThat(expired()).isEqualTo("1");
    STACK.release(hold);
    keeper.step();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              admin("OPTIMIZE TABLE verity.verity_audit_rejected FINAL");
              return expired().equals("0");
            });
  }

  private static String expired() {
    return admin(
        "SELECT count() FROM verity.verity_audit_rejected WHERE ingested_at < '2002-01-01'");
  }

  private static String admin(String sql) {
    return STACK.servers().query(STACK.servers().account("admin"), sql).strip();
  }

  @Test
  void aHoldOnEvidenceAloneLeavesTheTrailAlone() {
    UUID hold = STACK.standing("{\"period_start\": \"2099-01-01T00:00:00Z\"}");
    keeper.step();
    assertThat(definitions()).isEqualTo(before);
    STACK.release(hold);
  }

  @Test
  void oneThatDiedAfterItsDecisionIsGoneOnFrom() {
    UUID hold = STACK.standing("{\"trail\": true}");
    retention.decide("verity_audit", true, TTL, "the dead");
    assertThat(definitions()).isEqualTo(before);
    keeper.step();
    assertThat(definitions()).noneMatch(definition -> definition.contains("TTL"));
    STACK.release(hold);
  }

  @Test
  void oneThatDiedBeforeItSawItDoneIsGoneOnFrom() {
    UUID hold = STACK.standing("{\"trail\": true}");
    retention.decide("verity_audit", true, TTL, "the dead");
    trail.remove("verity_audit");
    keeper.step();
    assertThat(retention.all()).allMatch(t -> t.paused() && t.checkedAt() != null);
    assertThat(retention.all().get(0).ttl()).isEqualTo(TTL);
    STACK.release(hold);
  }

  @Test
  void oneThatDiedWhileItGaveBackIsGoneOnFrom() {
    UUID hold = STACK.standing("{\"trail\": true}");
    keeper.step();
    STACK.release(hold);
    retention.decide("verity_audit", false, TTL, "the dead");
    // and a new hold comes before anybody goes on: there is no TTL now, and that is not the rule
    UUID next = STACK.standing("{\"trail\": true}");
    keeper.step();
    assertThat(retention.all().get(0).ttl()).isEqualTo(TTL);
    STACK.release(next);
    retention.decide("verity_audit", false, TTL, "the dead");
    trail.set("verity_audit", TTL);
    keeper.step();
    assertThat(retention.all()).allMatch(t -> !t.paused() && t.checkedAt() != null);
  }

  @Test
  void aTtlThatSomebodyGivesBackMeanwhileIsRemovedAndTold() {
    UUID hold = STACK.standing("{\"trail\": true}");
    keeper.step();
    String log = lastLogged();
    admin("ALTER TABLE verity.verity_audit MODIFY TTL timestamp + INTERVAL 1 DAY");
    keeper.step();
    assertThat(definitions()).noneMatch(definition -> definition.contains("TTL"));
    assertThat(logged(log))
        .isEqualTo("pause verity_audit undone by somebody, pause verity_audit done");
    STACK.release(hold);
  }

  @Test
  void theOperatorMayChangeHowLongRowsAreKeptAndNothingElse() {
    Account operator = STACK.servers().account("operator");
    for (String statement :
        List.of(
            "ALTER TABLE verity.verity_audit DELETE WHERE 1",
            "TRUNCATE TABLE verity.verity_audit",
            "DROP TABLE verity.verity_audit",
            "ALTER TABLE verity.verity_audit DROP PARTITION 202601")) {
      assertThatThrownBy(() -> STACK.servers().query(operator, statement))
          .hasMessageContaining("Not enough privileges");
    }
  }

  private static List<String> definitions() {
    return TABLES.stream()
        .map(
            table ->
                admin(
                    "SELECT create_table_query FROM system.tables WHERE database = 'verity'"
                        + " AND name = '"
                        + table
                        + "'"))
        .toList();
  }

  private static String lastLogged() {
    return STACK.sql("SELECT coalesce(max(id), 0) FROM access_log");
  }

  private static String logged(String after) {
    return STACK.sql(
        "SELECT string_agg(replace(action, 'trail.retention.', '') || ' ' || object || ' '"
            + " || outcome, ', ' ORDER BY id) FROM access_log WHERE id > "
            + after
            + " AND action LIKE 'trail.%'");
  }
}

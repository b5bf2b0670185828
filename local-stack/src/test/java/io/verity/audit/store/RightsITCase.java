package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the migrations' grants promise, asked of the server itself. */
class RightsITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private static final List<String> ROLES =
      List.of("reporter", "importer", "auditor", "control", "operator");

  private static final List<String> TABLES =
      List.of(
          "principals",
          "principals_history",
          "assets",
          "assets_history",
          "reference_revisions",
          "principal_revisions",
          "asset_revisions",
          "report_runs",
          "report_artifacts",
          "report_events",
          "webhooks",
          "webhook_deliveries",
          "access_log",
          "access_log_published",
          "controls",
          "evidence_records",
          "evidence_custody",
          "source_rates",
          "source_slots",
          "scheduled_tasks",
          "legal_holds",
          "legal_hold_approvals",
          "legal_hold_objects",
          "legal_hold_coverage",
          "trail_retention");

  private static final List<String> RIGHTS =
      List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER");

  private static final Set<String> REFERENCE = Set.copyOf(TABLES.subList(0, 7));

  /** All that is allowed; whatever is not here has to be refused. */
  private static boolean isAllowed(String role, String table, String right) {
    return switch (role) {
      // of the webhooks' columns all but the secret, see the test of its own
      case "auditor" -> right.equals("SELECT") && !table.equals("webhooks");
      case "importer" ->
          REFERENCE.contains(table) && right.equals("SELECT")
              || Set.of("principals", "assets").contains(table)
                  && Set.of("INSERT", "UPDATE").contains(right)
              || table.equals("reference_revisions") && right.equals("INSERT");
      case "reporter" ->
          REFERENCE.contains(table) && right.equals("SELECT")
              || table.equals("report_runs") && Set.of("SELECT", "INSERT", "UPDATE").contains(right)
              || table.equals("report_artifacts") && Set.of("SELECT", "INSERT").contains(right)
              || Set.of("controls", "evidence_records").contains(table) && right.equals("SELECT");
      // of the runs' columns those of the queue, see the test of its own
      case "control" ->
          switch (table) {
            // of evidence and holds what they begin with and what may change, see the tests below
            case "report_artifacts",
                "report_events",
                "access_log",
                "evidence_records",
                "evidence_custody",
                "legal_holds",
                "legal_hold_approvals",
                "legal_hold_objects",
                "legal_hold_coverage",
                "trail_retention" ->
                right.equals("SELECT");
            case "controls", "source_rates", "source_slots" ->
                Set.of("SELECT", "INSERT", "UPDATE").contains(right);
            case "scheduled_tasks" ->
                Set.of("SELECT", "INSERT", "UPDATE", "DELETE").contains(right);
            case "report_runs" -> Set.of("SELECT", "INSERT").contains(right);
            case "webhooks" -> Set.of("SELECT", "INSERT", "UPDATE").contains(right);
            case "webhook_deliveries", "access_log_published" ->
                Set.of("SELECT", "UPDATE").contains(right);
            default -> false;
          };
      case "operator" ->
          table.equals("legal_holds") && right.equals("SELECT")
              || table.equals("trail_retention")
                  && Set.of("SELECT", "INSERT", "UPDATE").contains(right);
      default -> throw new IllegalArgumentException(role);
    };
  }

  static Stream<Arguments> everything() {
    return ROLES.stream()
        .flatMap(
            role ->
                TABLES.stream()
                    .flatMap(
                        table -> RIGHTS.stream().map(right -> Arguments.of(role, table, right))));
  }

  @Test
  void thereIsNoTableThatTheseTestsForget() {
    assertThat(
            SERVER.sql(
                "admin",
                "SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class"
                    + " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')"
                    + " AND relname <> 'flyway_schema_history'"))
        .isEqualTo(String.join(",", TABLES.stream().sorted().toList()));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void eachRoleHasItsRightsAndNoOther(String role, String table, String right) {
    assertThat(SERVER.sql(role, "SELECT has_table_privilege('%s', '%s')".formatted(table, right)))
        .isEqualTo(isAllowed(role, table, right) ? "t" : "f");
  }

  @Test
  void theServerActsOnIt() {
    Map<String, String> statements =
        Map.of(
            "SELECT", "SELECT 1 FROM %s",
            "INSERT", "INSERT INTO %s DEFAULT VALUES",
            "DELETE", "DELETE FROM %s",
            "TRUNCATE", "TRUNCATE %s");
    for (String role : ROLES) {
      for (String table : TABLES) {
        statements.forEach(
            (right, statement) -> {
              if (isView(table) && !right.equals("SELECT")
                  || isLogEntry(role, table, right)
                  || (role + table).equals("auditorwebhooks")) {
                return;
              }
              if (!isAllowed(role, table, right)) {
                denied(role, statement.formatted(table));
              } else if (right.equals("SELECT")) {
                SERVER.sql(role, statement.formatted(table));
              }
            });
      }
    }
  }

  /** Allowed by its columns, see the test of its own. */
  private static boolean isLogEntry(String role, String table, String right) {
    return Set.of("reporter", "control", "operator").contains(role)
            && (table + right).equals("access_logINSERT")
        || role.equals("control")
            && right.equals("INSERT")
            && (table.startsWith("evidence_") || table.startsWith("legal_hold"));
  }

  /** Nothing can be written through a union, whoever asks. */
  private static boolean isView(String table) {
    return table.endsWith("_revisions") && !table.equals("reference_revisions")
        || table.equals("legal_hold_coverage");
  }

  @Test
  void theLogTakesAnEntryFromTheReporterButNoTimeOfItsChoice() {
    try (Database database = SERVER.as("reporter")) {
      new AccessLog(database).record("mei", "DOWNLOAD", "report", "OK", "{\"format\": \"pdf\"}");
    }
    assertThat(
            SERVER.sql("auditor", "SELECT detail->>'format' FROM access_log WHERE actor = 'mei'"))
        .isEqualTo("pdf");
    denied(
        "reporter",
        "INSERT INTO access_log (at, actor, action, object, outcome)"
            + " VALUES ('2020-01-01', 'a', 'b', 'c', 'd')");
    denied(
        "importer",
        "INSERT INTO access_log (actor, action, object, outcome) VALUES ('a', 'b', 'c', 'd')");
  }

  @Test
  void theControlPlaneKeepsTheQueueButCompletesNothing() {
    for (String column : List.of("output_sha256", "snapshot", "snapshot_root", "output_s3_key")) {
      denied("control", "UPDATE report_runs SET %s = NULL".formatted(column));
    }
    denied("control", "INSERT INTO report_events (run_id) VALUES (gen_random_uuid())");
    denied(
        "control",
        "INSERT INTO access_log (at, actor, action, object, outcome)"
            + " VALUES ('2020-01-01', 'a', 'b', 'c', 'd')");
  }

  @Test
  void theControlPlaneChoosesNoTimeAndNoEndOfEvidenceAndHolds() {
    for (String insert :
        List.of(
            "evidence_records (collected_at)",
            "evidence_records (requested_at)",
            "evidence_records (status)",
            "evidence_records (id)",
            "evidence_custody (at)",
            "legal_holds (active_at)",
            "legal_holds (status)",
            "legal_hold_approvals (at)",
            "legal_hold_objects (released_at)")) {
      denied("control", "INSERT INTO %s VALUES (NULL)".formatted(insert));
    }
    for (String update :
        List.of(
            "evidence_records SET collected_at = NULL",
            "evidence_records SET period_start = NULL",
            "evidence_records SET requested_by = NULL",
            "evidence_custody SET actor = NULL",
            "legal_holds SET released_at = NULL",
            "legal_holds SET scope = NULL",
            "legal_hold_approvals SET approver = NULL",
            "legal_hold_objects SET object_key = NULL",
            "trail_retention SET paused = false")) {
      denied("control", "UPDATE " + update);
    }
  }

  @Test
  void theOperatorKeepsTheTrailAndReadsNoEvidence() {
    SERVER.sql("operator", "SELECT scope, status FROM legal_holds");
    denied("operator", "SELECT raw_payload FROM evidence_records");
    denied("operator", "UPDATE legal_holds SET status = 'released'");
    denied("operator", "INSERT INTO legal_hold_approvals (hold_id) VALUES (gen_random_uuid())");
    denied("operator", "SELECT actor FROM access_log");
  }

  @Test
  void theAuditorSeesWebhooksWithoutTheirSecrets() {
    SERVER.sql("auditor", "SELECT id, owner, url, types, created_at, removed_at FROM webhooks");
    denied("auditor", "SELECT secret FROM webhooks");
    denied("auditor", "SELECT * FROM webhooks");
  }

  @Test
  void nobodyMakesObjectsInTheSchemaOrSwitchesTriggersOff() {
    for (String role : ROLES) {
      denied(role, "CREATE TABLE mine (a int)");
      denied(role, "SET session_replication_role = replica");
      assertThatThrownBy(() -> SERVER.sql(role, "ALTER TABLE access_log DISABLE TRIGGER ALL"))
          .hasMessageContaining("must be owner");
    }
  }

  @ParameterizedTest
  @MethodSource("unchangeable")
  void notEvenTheOwnerChangesWhatIsKept(String statement) {
    assertThatThrownBy(() -> SERVER.sql("admin", statement))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("its rows are kept as they were written");
  }

  static Stream<String> unchangeable() {
    return Stream.concat(
        Stream.of(
                "access_log",
                "report_artifacts",
                "report_events",
                "reference_revisions",
                "principals_history",
                "evidence_custody",
                "legal_hold_approvals")
            .flatMap(
                table ->
                    Stream.of(
                        "UPDATE %1$s SET %2$s = %2$s".formatted(table, firstColumn(table)),
                        "DELETE FROM " + table,
                        "TRUNCATE %s CASCADE".formatted(table))),
        Stream.of(
                "principals",
                "assets",
                "report_runs",
                "controls",
                "evidence_records",
                "legal_holds",
                "legal_hold_objects",
                "trail_retention")
            .flatMap(
                table ->
                    Stream.of("DELETE FROM " + table, "TRUNCATE %s CASCADE".formatted(table))));
  }

  private static String firstColumn(String table) {
    return switch (table) {
      case "access_log", "evidence_custody" -> "actor";
      case "legal_hold_approvals" -> "approver";
      case "report_artifacts" -> "path";
      case "report_events" -> "error";
      case "reference_revisions" -> "imported_by";
      default -> "name";
    };
  }

  private static void denied(String role, String statement) {
    assertThatThrownBy(() -> SERVER.sql(role, statement))
        .as("%s: %s", role, statement)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("permission denied");
  }
}

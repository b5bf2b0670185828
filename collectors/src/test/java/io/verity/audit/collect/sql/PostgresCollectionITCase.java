package io.verity.audit.collect.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.collect.AskedRequest;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.SourceEvidence;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresCollectionITCase {

  @RegisterExtension static final SqlServers SERVERS = new SqlServers();

  private final SqlHandler handler = new SqlHandler();

  @BeforeAll
  static void makeSomethingToWriteTo() {
    asAdmin("CREATE TABLE IF NOT EXISTS kept (id int PRIMARY KEY)");
    asAdmin("INSERT INTO kept VALUES (1) ON CONFLICT DO NOTHING");
    asAdmin("CREATE SEQUENCE IF NOT EXISTS drawn");
    asAdmin(
        "CREATE OR REPLACE FUNCTION lose() RETURNS int LANGUAGE plpgsql AS"
            + " $$ BEGIN DELETE FROM kept; RETURN 1; END $$");
  }

  @Test
  void givesEveryTypeAsJson() throws Exception {
    SourceEvidence evidence =
        collect(
            """
            SELECT 7::int2 AS small, 9007199254740992 AS safe, 9007199254740993 AS large,
              1.50::numeric AS decimal, 0.1::float4 AS single, 'NaN'::float8 AS nan, true AS yes,
              timestamptz '2026-07-01 02:00:00+02' AS moment, timestamp '2026-07-01 02:00' AS local,
              timestamptz 'infinity' AS never, date '2026-07-01' AS day,
              '5a1c3f5e-0000-4000-8000-000000000001'::uuid AS id, ARRAY['a', NULL] AS texts,
              ARRAY[[1, 2], [3, 4]] AS grid, '{"a": [1, 12345678901234567890, 0.10]}'::jsonb AS json,
              NULL::text AS nothing, '\\x00ff'::bytea AS bytes, inet '10.0.0.1' AS address,
              'a:period_start?' AS text -- :period_start;
            """);
    assertThat(evidence.data().at("/rows/0").toString())
        .isEqualTo(
            AskedRequest.json(
                    """
                {"small": 7, "safe": 9007199254740992, "large": "9007199254740993",
                 "decimal": "1.50", "single": 0.1, "nan": "NaN", "yes": true,
                 "moment": "2026-07-01T00:00:00Z", "local": "2026-07-01T02:00", "never": "infinity",
                 "day": "2026-07-01", "id": "5a1c3f5e-0000-4000-8000-000000000001",
                 "texts": ["a", null], "grid": [[1, 2], [3, 4]],
                 "json": {"a": [1, "12345678901234567890", 0.1]}, "nothing": null,
                 "bytes": "\\\\x00ff", "address": "10.0.0.1", "text": "a:period_start?"}
                """)
                .toString());
    assertThat(evidence.data().at("/row_count").intValue()).isEqualTo(1);
    assertThat(evidence.from()).isEqualTo(SERVERS.stack().postgresUrl());
    assertThat(evidence.details())
        .containsEntry("account", "verity_auditor")
        .containsEntry("read_only", "transaction");
  }

  @Test
  void bindsThePeriod() throws Exception {
    SourceEvidence evidence =
        collect(
            "SELECT :period_start AS a, :period_end AS b, pg_typeof(:period_end)::text AS t,"
                + " '{\"k\": 1}'::jsonb ? 'k' AS k;");
    assertThat(evidence.data().at("/rows/0").toString())
        .isEqualTo(
            "{\"a\":\"2026-07-01T00:00:00Z\",\"b\":\"2026-08-01T00:00:00Z\","
                + "\"t\":\"timestamp with time zone\",\"k\":true}");
  }

  /** By an account that owns the table: nothing but the transaction keeps it from writing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "WITH gone AS (DELETE FROM kept RETURNING id) SELECT * FROM gone",
        "SELECT lose()",
        "SELECT nextval('drawn')",
        "SELECT id FROM kept FOR UPDATE",
        "SELECT set_config('transaction_read_only', 'off', false), lose()",
        "WITH a AS (SELECT set_config('transaction_read_only', 'off', true) AS s)"
            + " SELECT lose(), s FROM a",
        "SELECT * INTO taken FROM kept"
      })
  void writesNothingThoughItsAccountMay(String query) {
    assertThatThrownBy(() -> handler.collect(SERVERS.postgres("admin", query)))
        .isInstanceOfSatisfying(CollectionException.class, e -> assertThat(e.mayPass()).isFalse())
        .hasMessageMatching("(?s).*(would write|read-write mode|read-only transaction).*");
    assertThat(kept()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM kept",
        "SELECT 1; DELETE FROM kept",
        "/* SELECT */ TRUNCATE kept",
        "COMMIT",
        "SELECT 1;;SELECT 2"
      })
  void refusesWhatIsNotOneQuery(String query) {
    AskedRequest request = SERVERS.postgres("admin", query);
    assertThat(handler.problem(request).orElseThrow()).startsWith("the query must be one");
    assertThatThrownBy(() -> handler.collect(request)).hasMessageStartingWith("the query must be");
    assertThat(kept()).isEqualTo(1);
  }

  @Test
  void refusesTooManyRowsAndBytes() {
    assertRefused("SELECT * FROM generate_series(1, 10001)", "more than 10000 rows");
    assertRefused("SELECT repeat('x', 64000000) AS x", "max_bytes");
    assertRefused("SELECT repeat('x', 100000) AS x FROM generate_series(1, 9999)", "max_bytes");
    assertRefused("SELECT 1 AS a, 2 AS a", "two columns named a");
  }

  @Test
  void endsWithItsTime() {
    long began = System.nanoTime();
    AskedRequest request =
        SERVERS.postgres("auditor", "SELECT pg_sleep(30)").withTime(Duration.ofSeconds(1));
    assertThatThrownBy(() -> handler.collect(request))
        .isInstanceOfSatisfying(CollectionException.class, e -> assertThat(e.mayPass()).isTrue());
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void tellsWhatIsWrongWithoutThePassword() {
    AskedRequest request = SERVERS.postgres("auditor", "SELECT 1 AS a");
    assertThatThrownBy(() -> handler.collect(request.withSecret("password", "wrong-pass-word")))
        .hasMessageStartingWith("does not let its user in")
        .hasMessageNotContaining("wrong-pass-word");
    Map<String, String> nowhere =
        Map.of("url", "jdbc:postgresql://127.0.0.1:1/none", "user", "nobody");
    assertThatThrownBy(
            () -> handler.collect(AskedRequest.of(nowhere, "{\"query\": \"SELECT 1 AS a\"}")))
        .isInstanceOfSatisfying(CollectionException.class, e -> assertThat(e.mayPass()).isTrue())
        .hasMessageStartingWith("can't be reached");
    assertRefused("SELECT * FROM there_is_none", "there_is_none");
  }

  private void assertRefused(String query, String why) {
    assertThatThrownBy(() -> handler.collect(SERVERS.postgres("auditor", query)))
        .isInstanceOfSatisfying(CollectionException.class, e -> assertThat(e.mayPass()).isFalse())
        .hasMessageContaining(why);
  }

  private SourceEvidence collect(String query) throws Exception {
    return handler.collect(SERVERS.postgres("auditor", query));
  }

  private static int kept() {
    try (Database database = admin()) {
      return database.connection(
          connection -> {
            try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM kept")) {
              rows.next();
              return rows.getInt(1);
            }
          });
    }
  }

  private static void asAdmin(String sql) {
    try (Database database = admin()) {
      database.connection(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute(sql);
            }
          });
    }
  }

  private static Database admin() {
    var account = SERVERS.stack().postgresAccount("admin");
    return new Database(
        new DatabaseAccess(SERVERS.stack().postgresUrl(), account.user(), account.password()));
  }
}

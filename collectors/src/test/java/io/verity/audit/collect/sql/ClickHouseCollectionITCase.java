package io.verity.audit.collect.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.collect.AskedRequest;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.SourceEvidence;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickHouseCollectionITCase {

  @RegisterExtension static final SqlServers SERVERS = new SqlServers();

  private final SqlHandler handler = new SqlHandler();

  @BeforeAll
  static void makeSomethingToWriteTo() {
    asAdmin("CREATE TABLE IF NOT EXISTS verity.kept (id UInt64) ENGINE = MergeTree ORDER BY id");
    asAdmin("TRUNCATE TABLE verity.kept");
    asAdmin("INSERT INTO verity.kept VALUES (1)");
  }

  @Test
  void givesEveryTypeAsJson() throws Exception {
    SourceEvidence evidence =
        collect(
            """
            SELECT toUInt8(7) AS small, toUInt64(9007199254740992) AS safe,
              toUInt64(18446744073709551615) AS large, toDecimal64(1.5, 2) AS decimal,
              toFloat32(0.1) AS single, nan AS nan, true AS yes,
              toDateTime64('2026-07-01 00:00:00.123', 3, 'Europe/Berlin') AS moment,
              toDateTime('2026-07-01 00:00:00', 'UTC') AS second,
              toNullable(toDateTime64('2026-07-01 00:00:00', 6, 'UTC')) AS micro,
              toDate('2026-07-01') AS day, toUUID('5a1c3f5e-0000-4000-8000-000000000001') AS id,
              ['a', 'b'] AS texts, [[1, 2], [3]] AS grid, map('k', 1) AS map,
              CAST(NULL, 'Nullable(String)') AS nothing, toLowCardinality('low') AS low,
              CAST('a', 'Enum8(\\'a\\' = 1)') AS enum, toIPv4('10.0.0.1') AS address,
              (1, 'x') AS tuple, 'it\\'s :period_start; ?' AS text -- ;
            """);
    assertThat(evidence.data().at("/rows/0").toString())
        .isEqualTo(
            AskedRequest.json(
                    """
                {"small": 7, "safe": 9007199254740992, "large": "18446744073709551615",
                 "decimal": "1.50", "single": 0.1, "nan": "NaN", "yes": true,
                 "moment": "2026-06-30T22:00:00.123Z", "second": "2026-07-01T00:00:00Z",
                 "micro": "2026-07-01T00:00:00Z", "day": "2026-07-01",
                 "id": "5a1c3f5e-0000-4000-8000-000000000001", "texts": ["a", "b"],
                 "grid": [[1, 2], [3]], "map": {"k": 1}, "nothing": null, "low": "low",
                 "enum": "a", "address": "10.0.0.1", "tuple": [1, "x"],
                 "text": "it's :period_start; ?"}
                """)
                .toString());
    assertThat(evidence.details()).containsEntry("account", "auditor");
    assertThat(evidence.details()).containsEntry("read_only", "readonly=2");
  }

  @Test
  void bindsThePeriod() throws Exception {
    SourceEvidence evidence =
        collect(
            "SELECT :period_start AS a, :period_end AS b,"
                + " (SELECT count() FROM verity_audit WHERE timestamp >= :period_start) AS n");
    assertThat(evidence.data().at("/rows/0").toString())
        .isEqualTo("{\"a\":\"2026-07-01T00:00:00Z\",\"b\":\"2026-08-01T00:00:00Z\",\"n\":0}");
  }

  /** By an account that may do anything: nothing but readonly keeps it from writing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "SELECT 1 AS a SETTINGS readonly = 0 | would write",
        "SELECT 1 AS a SETTINGS readonly = 0, allow_ddl = 1 | would write",
        "WITH 1 AS a INSERT INTO verity.kept SELECT a | refused",
        "SELECT * FROM executable('true', TSV, 'a String') | refused",
      })
  void writesNothingThoughItsAccountMay(String query, String why) {
    assertThatThrownBy(() -> handler.collect(SERVERS.clickHouse("admin", query)))
        .isInstanceOfSatisfying(CollectionException.class, e -> assertThat(e.mayPass()).isFalse())
        .hasMessageContaining(why);
    assertThat(
            SERVERS.stack().query(SERVERS.stack().account("admin"), "SELECT id FROM verity.kept"))
        .isEqualTo("1\n");
  }

  /** What the query's check would have to let through: the server refuses it all the same. */
  @Test
  void theConnectionItselfWritesNothing() throws Exception {
    AskedRequest request = SERVERS.clickHouse("admin", "SELECT 1 AS a");
    try (Connection connection = new ClickHouseSource().open(request, 1);
        Statement statement = connection.createStatement()) {
      for (String write :
          List.of("INSERT INTO verity.kept VALUES (2)", "TRUNCATE TABLE verity.kept")) {
        assertThatThrownBy(() -> statement.execute(write)).hasMessageContaining("READONLY");
      }
    }
  }

  @Test
  void provesReadonlyAlsoToAnAccountThatMayWrite() throws Exception {
    SourceEvidence evidence =
        handler.collect(SERVERS.clickHouse("admin", "SELECT id FROM verity.kept"));
    assertThat(evidence.details()).containsEntry("read_only", "readonly=2");
    assertThat(evidence.data().at("/rows/0/id").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT number FROM numbers(10001) | more than",
        "SELECT repeat('x', 900000) AS x FROM numbers(900) | more than",
        "SELECT 1 AS a, throwIf(number = 5000, 'late') AS b FROM numbers(9000) | late",
        "SELECT * FROM there_is_none | there_is_none"
      })
  void refuses(String query, String why) {
    assertThatThrownBy(() -> collect(query))
        .isInstanceOfSatisfying(CollectionException.class, e -> assertThat(e.mayPass()).isFalse())
        .hasMessageContaining(why);
  }

  @Test
  void endsWithItsTime() {
    long began = System.nanoTime();
    AskedRequest request =
        SERVERS
            .clickHouse("auditor", "SELECT max(sipHash64(number)) AS m FROM numbers(1000000000000)")
            .withTime(Duration.ofSeconds(1));
    assertThatThrownBy(() -> handler.collect(request))
        .isInstanceOfSatisfying(CollectionException.class, e -> assertThat(e.mayPass()).isTrue())
        .hasMessageContaining("in its time");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void tellsWhatIsWrongWithoutThePassword() {
    AskedRequest request = SERVERS.clickHouse("auditor", "SELECT 1 AS a");
    assertThatThrownBy(() -> handler.collect(request.withSecret("password", "wrong-pass-word")))
        .isInstanceOfSatisfying(CollectionException.class, e -> assertThat(e.mayPass()).isFalse())
        .hasMessageNotContaining("wrong-pass-word");
  }

  private SourceEvidence collect(String query) throws Exception {
    return handler.collect(SERVERS.clickHouse("auditor", query));
  }

  private static void asAdmin(String sql) {
    SERVERS.stack().query(SERVERS.stack().account("admin"), sql);
  }
}

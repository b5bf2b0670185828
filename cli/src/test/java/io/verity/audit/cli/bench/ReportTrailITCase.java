package io.verity.audit.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.cli.Progress;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import io.verity.audit.trail.clickhouse.ClickHouseConnection;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import io.verity.audit.trail.verify.Verifier;
import io.verity.audit.trail.verify.VerifyOptions;
import io.verity.audit.trail.verify.VerifyReport;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTrailITCase {

  private static final long EVENTS = 200_000;
  private static final String CONTENT =
      "SELECT count(), sum(cityHash64(event_id, event_type, actor_id, actor_type, resource_type,"
          + " resource_id, action, details, timestamp, kafka_partition, kafka_offset))"
          + " FROM verity.verity_audit WHERE kafka_topic_id = '%s'";

  @TempDir static Path folder;

  private static LocalStack stack;

  @BeforeAll
  static void start() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    // no Kafka is needed here: an external one is not started
    environment.put("AUDIT_KAFKA_BOOTSTRAP", "none:0");
    stack = LocalStack.in(folder).environment(environment).start();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void isWholeAndTheSameForTheSameSeed() throws Exception {
    UUID one = write(new ReportTrail.Options(EVENTS, 1, 20_000, 2));
    VerifyReport report = verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.ok()).isTrue();
    assertThat(report.rows()).isEqualTo(EVENTS);
    assertThat(report.batches()).isEqualTo(report.rootsOk()).isBetween(10L, 20L);
    assertThat(report.repeatedEventIds()).isZero();
    assertThat(
            sql(
                "SELECT min(timestamp) >= '2026-07-01', max(timestamp) < '2026-10-01',"
                    + " uniqExact(kafka_partition), uniqExact(actor_id), uniqExact(event_type) > 30"
                    + " FROM verity.verity_audit"))
        .isEqualTo("1\t1\t4\t5000\t1");
    assertThat(sql("SELECT count() FROM verity.verity_audit WHERE NOT isValidJSON(details)"))
        .isEqualTo("0");

    UUID same = write(new ReportTrail.Options(EVENTS, 1, 20_000, 1));
    assertThat(sql(CONTENT.formatted(same))).isEqualTo(sql(CONTENT.formatted(one)));
    UUID other = write(new ReportTrail.Options(EVENTS, 2, 20_000, 2));
    assertThat(sql(CONTENT.formatted(other))).isNotEqualTo(sql(CONTENT.formatted(one)));
  }

  private static UUID write(ReportTrail.Options options) throws Exception {
    UUID topicId = UUID.randomUUID();
    try (ClickHouseTrailStore store =
        new ClickHouseTrailStore(access("audit_writer"), options.threads())) {
      new ReportTrail(store, "bench", topicId, options).write(Progress.onStderr());
    }
    return topicId;
  }

  private static VerifyReport verify() {
    try (ClickHouseConnection auditor = new ClickHouseConnection(access("auditor"), 2)) {
      return new Verifier(auditor).verify(VerifyOptions.everything());
    }
  }

  private static ClickHouseAccess access(String user) {
    Account account = stack.account(user);
    return new ClickHouseAccess(stack.clickHouseUrl(), account.user(), account.password());
  }

  private static String sql(String sql) {
    return stack.query(stack.account("admin"), sql).strip();
  }
}

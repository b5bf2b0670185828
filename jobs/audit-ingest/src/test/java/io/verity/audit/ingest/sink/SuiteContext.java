package io.verity.audit.ingest.sink;

import io.verity.audit.stack.LocalStack;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.testframe.external.ExternalSystemDataReader;
import org.apache.flink.connector.testframe.external.sink.DataStreamSinkV2ExternalContext;
import org.apache.flink.connector.testframe.external.sink.TestingSinkSettings;

/**
 * One test of the suite: its records carry a topic id of their own, by which they are read back.
 */
public final class SuiteContext implements DataStreamSinkV2ExternalContext<SuiteRecord> {

  private static final int RECORDS = 300;
  private static final int SPILL_ABOVE = 2_000;

  private final LocalStack stack;
  private final Path spillFolder;
  private final UUID topicId = UUID.randomUUID();

  SuiteContext(LocalStack stack, Path spillFolder) {
    this.stack = stack;
    this.spillFolder = spillFolder;
  }

  @Override
  public Sink<SuiteRecord> createSink(TestingSinkSettings settings) {
    ClickHouseAccess access =
        new ClickHouseAccess(
            stack.clickHouseUrl(), "audit_writer", stack.account("audit_writer").password());
    SinkSettings sinkSettings =
        new SinkSettings(
            access,
            50,
            1 << 25,
            Duration.ofSeconds(1),
            1 << 26,
            SPILL_ABOVE,
            spillFolder.toUri().toString(),
            2,
            Duration.ofSeconds(5),
            Duration.ofMinutes(1));
    return new SuiteSink(new AuditSink(sinkSettings, null));
  }

  @Override
  public ExternalSystemDataReader<SuiteRecord> createSinkDataReader(TestingSinkSettings settings) {
    return new RowReader();
  }

  @Override
  public List<SuiteRecord> generateTestData(TestingSinkSettings settings, long seed) {
    Random random = new Random(seed);
    long noon = Instant.parse("2025-05-05T12:00:00Z").toEpochMilli();
    List<SuiteRecord> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      String eventId = new UUID(random.nextLong(), random.nextLong()).toString();
      records.add(
          new SuiteRecord(topicId.toString(), i % 3, i / 3, eventId, noon + random.nextInt(1000)));
    }
    return records;
  }

  @Override
  public TypeInformation<SuiteRecord> getProducedType() {
    return TypeInformation.of(SuiteRecord.class);
  }

  @Override
  public List<URL> getConnectorJarPaths() {
    return List.of();
  }

  @Override
  public void close() {}

  /** Reads each row once, a doubled one twice. */
  private final class RowReader implements ExternalSystemDataReader<SuiteRecord> {
    private final List<SuiteRecord> seen = new ArrayList<>();

    @Override
    public List<SuiteRecord> poll(Duration timeout) {
      String rows =
          stack.query(
              stack.account("auditor"),
              "SELECT "
                  + SuiteRecord.COLUMNS
                  + " FROM verity.verity_audit WHERE kafka_topic_id = '"
                  + topicId
                  + "'");
      List<SuiteRecord> fresh = new ArrayList<>(rows.lines().map(SuiteRecord::ofRow).toList());
      seen.forEach(fresh::remove);
      seen.addAll(fresh);
      return fresh;
    }

    @Override
    public void close() {}
  }
}

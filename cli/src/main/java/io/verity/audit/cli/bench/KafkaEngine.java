package io.verity.audit.cli.bench;

import java.util.UUID;

/**
 * ClickHouse's own Kafka engine with a materialised view, in its best setting on two cores: two
 * consumers, a thread each, blocks of 65 536 rows; plain strings in the queue table (LowCardinality
 * there doubles its CPU). At least once: no offsets in the rows, no proof.
 */
final class KafkaEngine implements Contender {

  private static final String EVENT_COLUMNS =
      "event_id, event_type, actor_id, actor_type, resource_type, resource_id, action, details,"
          + " timestamp";

  @Override
  public String name() {
    return "kafka_engine";
  }

  @Override
  public Measurement run(BenchStage stage) {
    stage.admin("CREATE DATABASE IF NOT EXISTS bench");
    drop(stage);
    stage.admin("CREATE TABLE bench.target AS verity.verity_audit");
    stage.admin(
        """
        CREATE TABLE bench.queue (
          event_id UUID, event_type String, actor_id UUID, actor_type String, resource_type String,
          resource_id UUID, action String, details String, timestamp DateTime64(3, 'UTC'))
        ENGINE = Kafka SETTINGS kafka_broker_list = '%s', kafka_topic_list = '%s',
          kafka_group_name = 'bench-%s', kafka_format = 'JSONEachRow', kafka_num_consumers = 2,
          kafka_thread_per_consumer = 1, kafka_max_block_size = 65536,
          kafka_poll_max_batch_size = 65536, date_time_input_format = 'best_effort',
          input_format_json_read_objects_as_strings = 1"""
            .formatted(stage.stack().kafkaBootstrap(), stage.topic(), UUID.randomUUID()));
    try {
      Measurement.Meter meter =
          new Measurement.Meter()
              .with("clickhouse", stage.stack().clickHouse().pid())
              .with("kafka", stage.stack().kafka().pid());
      stage.admin(
          "CREATE MATERIALIZED VIEW bench.view TO bench.target AS SELECT "
              + EVENT_COLUMNS
              + ", now64(3) AS ingested_at, _partition AS kafka_partition, _offset AS kafka_offset"
              + " FROM bench.queue");
      stage.awaitAll("the Kafka engine", () -> stage.count("bench.target"), () -> {});
      return meter.stop();
    } finally {
      drop(stage);
    }
  }

  private static void drop(BenchStage stage) {
    stage.admin("DROP TABLE IF EXISTS bench.view SYNC");
    stage.admin("DROP TABLE IF EXISTS bench.queue SYNC");
    stage.admin("DROP TABLE IF EXISTS bench.target SYNC");
  }
}

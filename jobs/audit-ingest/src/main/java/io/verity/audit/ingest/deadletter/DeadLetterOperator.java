package io.verity.audit.ingest.deadletter;

import io.verity.audit.ingest.config.IngestConfig;
import io.verity.audit.ingest.source.AuditSource;
import io.verity.audit.trail.clickhouse.ClickHouseConnection;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Runs the export beside the job, once; what comes in only says that there is something to copy.
 */
public final class DeadLetterOperator extends RichMapFunction<Integer, Integer> {

  private static final long serialVersionUID = 1L;

  private final IngestConfig config;
  private final String topic;
  private transient ClickHouseConnection connection;
  private transient DeadLetterExport export;
  private transient Thread thread;

  public DeadLetterOperator(IngestConfig config, String topic) {
    this.config = config;
    this.topic = topic;
  }

  @Override
  public void open(OpenContext context) {
    connection = new ClickHouseConnection(config.clickHouse(), 1);
    export =
        new DeadLetterExport(
            new RejectedBatches(connection),
            () -> new DeadLetterTopic(topic, AuditSource.clientProperties(config)),
            config.flushInterval());
    thread = new Thread(export, "audit-dead-letters");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Integer map(Integer rejectedBatches) {
    export.nudge();
    return rejectedBatches;
  }

  @Override
  public void close() throws InterruptedException {
    if (thread != null) {
      thread.interrupt();
      thread.join();
      connection.close();
    }
  }
}

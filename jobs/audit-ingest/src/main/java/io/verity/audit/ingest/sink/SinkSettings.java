package io.verity.audit.ingest.sink;

import io.verity.audit.ingest.config.IngestConfig;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the sink needs to know.
 *
 * @param batchSize rows at which a batch is closed
 * @param batchBytes bytes at which it is closed before
 * @param flushInterval age at which it is closed
 * @param writerMemory bytes of open batches, over all writers
 * @param spillThreshold compressed bytes above which a closed batch leaves the heap
 * @param spillFolder URI of the folder for segments
 * @param insertConnections INSERTs in flight per committer
 * @param insertTimeout execution limit of one INSERT
 * @param commitTimeout how long a commit waits for ClickHouse
 */
public record SinkSettings(
    ClickHouseAccess clickHouse,
    int batchSize,
    long batchBytes,
    Duration flushInterval,
    long writerMemory,
    int spillThreshold,
    String spillFolder,
    int insertConnections,
    Duration insertTimeout,
    Duration commitTimeout)
    implements Serializable {

  public static SinkSettings of(IngestConfig config, String spillFolder) {
    return new SinkSettings(
        config.clickHouse(),
        config.batchSize(),
        config.batchBytes(),
        config.flushInterval(),
        config.writerMemory(),
        config.spillThreshold(),
        spillFolder,
        config.insertConnections(),
        config.insertTimeout(),
        config.commitTimeout());
  }
}

package io.verity.audit.report.snapshot;

import io.verity.audit.report.content.Completeness.TopicPartition;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a run reads, pinned once and for ever: batches of the trail, a revision of the reference
 * data, and how complete the trail was.
 *
 * @param id under which the batches are listed in ClickHouse: the run's own, but for a run that an
 *     earlier attempt began to pin and never pinned
 * @param batchesRoot RFC 6962 Merkle root, hex, over the lines {@code <batch id> <batch root>} in
 *     the order of their text
 * @param dataCutOff when the last of the batches was committed
 * @param referenceSha256 of the principals and assets of that revision
 * @param evidenceRoot of the evidence snapshot, which stands beside this one; null for a run from
 *     before there was any
 * @param notIngested records that Kafka held and the trail did not; null where Kafka was not asked
 */
public record Snapshot(
    UUID id,
    long batches,
    String batchesRoot,
    Instant dataCutOff,
    long referenceRevision,
    String referenceSha256,
    String evidenceRoot,
    Long notIngested,
    List<TopicPartition> partitions)
    implements Serializable {

  public Snapshot {
    partitions = List.copyOf(partitions);
  }
}

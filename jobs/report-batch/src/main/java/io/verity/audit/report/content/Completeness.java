package io.verity.audit.report.content;

import java.io.Serializable;
import java.util.List;

/**
 * What of the trail the report could see.
 *
 * @param notIngested offsets that Kafka held when the report was asked for and that were not yet in
 *     the trail; null where Kafka could not be asked
 * @param deadLetters records that are no audit event, within the offsets read
 * @param malformedDetails events of the period whose details are no JSON: counted, but what they
 *     would say is unknown
 * @param subjectEvents events of the period that name the data subject; null where the report is
 *     not about one
 */
public record Completeness(
    List<TopicPartition> partitions,
    Long notIngested,
    long deadLetters,
    long malformedDetails,
    long unknownPrincipals,
    long unknownAssets,
    Long subjectEvents)
    implements Serializable {

  /**
   * One Kafka partition between the first and the last offset that the snapshot holds.
   *
   * @param events offsets that became rows of the trail
   * @param rejected dead letters
   * @param holes offsets that hold no record: compaction, transaction marks
   * @param missing offsets that nothing accounts for
   */
  public record TopicPartition(
      String topic,
      int partition,
      long firstOffset,
      long lastOffset,
      long events,
      long rejected,
      long holes,
      long missing)
      implements Serializable {}
}

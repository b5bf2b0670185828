package io.verity.audit.trail;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the writing account does to the trail: INSERT and SELECT, nothing else. Every call is one
 * statement and fails with {@link TrailStoreException}, which says whether trying again may help.
 */
public interface TrailStore extends AutoCloseable {

  /** What a probe found of a batch. */
  enum Presence {
    /** No row of it. */
    ABSENT,
    /** All its rows, with the very root of its intent. */
    WHOLE,
    /** Anything else: somebody else wrote or removed rows. */
    DIFFERENT
  }

  /** Opens the compressed rows, anew at each call. */
  interface Payload {
    InputStream open() throws IOException;
  }

  /** Fails, naming the difference, where the live tables are not those of the DDL. */
  void checkSchema();

  /**
   * One INSERT of ledger rows. A batch may have the same entry twice.
   *
   * @param token new at each call: one that was used before may be in the deduplication log without
   *     its rows, and ClickHouse would drop these without a word
   */
  void appendLedger(List<LedgerEntry> entries, String token);

  /**
   * One INSERT of a whole batch: one block, one part, all or nothing.
   *
   * @param executionLimit after which the server has given up, whatever became of the client
   */
  void insertBatch(BatchMeta batch, String token, Payload payload, Duration executionLimit);

  /** Reads back: the row count and, where that fits, the Merkle root of the rows themselves. */
  Presence probe(BatchMeta batch);

  /** The offsets that committed batches account for, by partition. */
  Map<Integer, OffsetSet> coverage(UUID topicId);

  /** Intents of the topic that no committed mark followed. */
  List<LedgerEntry> openIntents(UUID topicId);

  /** Batches with rows of this topic beyond the given offsets that have no intent: tampering. */
  List<UUID> batchesWithoutIntent(UUID topicId, Map<Integer, Long> firstUncovered);

  /** Whether an INSERT of this account is running on the server. */
  boolean insertsRunning();

  @Override
  void close();
}

package io.verity.audit.trail.verify;

import io.verity.audit.trail.TrailTable;
import io.verity.audit.trail.clickhouse.ClickHouseConnection;
import io.verity.audit.trail.verify.Finding.Kind;
import java.util.Map;

/**
 * Proves the trail from the stored data alone: nothing of Kafka, of Flink or of the writer's memory
 * is asked. An account that may only read suffices, if it may change settings ({@code readonly=2}).
 *
 * <p>What a clean report guarantees, at the time at which verification began:
 *
 * <ul>
 *   <li>Every row belongs to a committed batch, and every committed batch is there, byte by byte:
 *       its Merkle root, its row count, its offsets and its times are those of the ledger, or its
 *       retention has passed.
 *   <li>Every ledger entry fits its own hash, and a batch's intent and marks agree.
 *   <li>Between the first and the last offset of each Kafka partition, every offset is accounted
 *       for exactly once, and no two rows bear the same coordinates.
 * </ul>
 *
 * <p>What it cannot see: batches cut off whole, rows and ledger, from the end of a partition, and a
 * forger who rewrites rows and every entry and hash of them. Against both, keep reports elsewhere.
 *
 * <p>The trail may be written meanwhile: see {@link Suspects} for why no batch is blamed for its
 * youth. Memory grows neither here nor on the server with the trail, only with what is wrong.
 */
public final class Verifier {

  private final TrailReader reader;

  /**
   * @param connection with room for two requests at a time
   */
  public Verifier(ClickHouseConnection connection) {
    this.reader = new TrailReader(connection);
  }

  /** Reads the trail; a failure of the server's is an exception, never a finding. */
  public VerifyReport verify(VerifyOptions options) {
    TimeRange range = options.range();
    VerifyProgress progress = options.progress();
    long now =
        reader.number("asking for the server's time", "SELECT toUnixTimestamp64Milli(now64(3))");
    LedgerLookup ledger = new LedgerLookup(reader);
    PartitionCheck check = new PartitionCheck(reader, range, new BatchJudge(now), progress);
    Suspects suspects = new Suspects(ledger, check);
    Tally tally = new Tally();

    for (Map.Entry<TrailPartition, Long> entry : ledger.partitions(range).entrySet()) {
      TrailPartition partition = entry.getKey();
      long rows =
          check.run(
              partition,
              null,
              entry.getValue(),
              verdict -> {
                if (!suspects.take(partition, verdict)) {
                  tally.add(verdict);
                }
              });
      tally.addRows(partition.table() == TrailTable.AUDIT ? rows : 0);
    }
    ledger
        .strangers()
        .forEach(
            (batchId, table) ->
                tally.find(
                    Kind.TAMPERED,
                    batchId.toString(),
                    "its ledger entry names the table " + table + ", which the trail has not"));

    RepetitionCheck repetitions = new RepetitionCheck(reader, range);
    progress.at("repeated Kafka coordinates", 0, 0);
    long duplicates = repetitions.duplicates(tally);
    progress.at("repeated event ids", 0, 0);
    long repeatedEventIds = repetitions.repeatedEventIds();

    Grace grace = new Grace(options.grace());
    progress.at("unfinished batches", 0, 0);
    suspects.settle(grace, tally::add);
    new CoverageCheck(reader, progress).run(grace, tally);
    return tally.report(duplicates, repeatedEventIds);
  }
}

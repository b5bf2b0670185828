package io.verity.audit.cli.bench;

import io.verity.audit.stack.Account;
import io.verity.audit.trail.AuditBatch;
import io.verity.audit.trail.AuditEvent;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.Payloads;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The limit that ClickHouse itself sets: blocks that were encoded and compressed beforehand, sent
 * one after the other by one sender. No Kafka, no decoding, no roots, no ledger.
 */
final class RawNative implements Contender {

  private record Block(BatchMeta meta, Path file) {}

  private List<Block> blocks;

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public Measurement run(BenchStage stage) throws IOException {
    if (blocks == null) {
      blocks = encode(stage);
    }
    stage.emptyTrail();
    Account writer = stage.stack().account("audit_writer");
    ClickHouseAccess access =
        new ClickHouseAccess(stage.stack().clickHouseUrl(), writer.user(), writer.password());
    try (ClickHouseTrailStore store = new ClickHouseTrailStore(access, 1)) {
      Measurement.Meter meter =
          new Measurement.Meter()
              .with("clickhouse", stage.stack().clickHouse().pid())
              .with("sender", ProcessHandle.current().pid());
      for (Block block : blocks) {
        store.insertBatch(
            block.meta(),
            UUID.randomUUID().toString(),
            () -> Files.newInputStream(block.file()),
            Duration.ofMinutes(1));
      }
      return meter.stop();
    }
  }

  private static List<Block> encode(BenchStage stage) throws IOException {
    Path folder = Files.createDirectories(stage.folder().resolve("blocks"));
    BenchEvents events = new BenchEvents();
    AuditEvent event = new AuditEvent();
    UUID topicId = UUID.randomUUID();
    List<Block> blocks = new ArrayList<>();
    AuditBatch batch = null;
    for (long i = 0; i < stage.events(); i++) {
      if (batch == null) {
        batch = new AuditBatch(202610, "bench", topicId, System.currentTimeMillis());
      }
      events.next();
      events.fill(event);
      batch.add(event, 0, i);
      if (batch.rows() == stage.batch() || i == stage.events() - 1) {
        Path file = folder.resolve(blocks.size() + ".native.lz4");
        BatchMeta meta = batch.seal();
        try (OutputStream out = Files.newOutputStream(file)) {
          Payloads.compress(batch, out);
        }
        blocks.add(new Block(meta, file));
        batch = null;
      }
    }
    return blocks;
  }
}

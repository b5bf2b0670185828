package io.verity.audit.ingest.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.ingest.recovery.WriterIdentity;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.LedgerEntry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentSweepTest {

  private static final BatchMeta COVERED = TestBatches.batch(1, 0, 9).meta();
  private static final BatchMeta NEEDED = TestBatches.batch(1, 5, 10).meta();

  @TempDir java.nio.file.Path folder;
  private final InMemoryTrailStore store = new InMemoryTrailStore();

  @Test
  void removesWhatTheLedgerCoversAndNothingElse() throws IOException {
    commit(TestBatches.batch(1, 0, 9).meta());
    java.nio.file.Path covered = segment(COVERED);
    java.nio.file.Path needed = segment(NEEDED);
    java.nio.file.Path both = segment(COVERED, NEEDED);
    java.nio.file.Path foreign = Files.writeString(folder.resolve("readme.txt"), "not a segment");

    assertThat(sweep()).isEqualTo(1);
    assertThat(covered).doesNotExist();
    assertThat(needed).exists();
    assertThat(both).exists();
    assertThat(foreign).exists();
  }

  @Test
  void anIntentIsNoCoverage() throws IOException {
    store.appendLedger(
        List.of(new WriterIdentity("test", "job").entry(Kind.INTENT, COVERED, 1, false, 0)),
        "intent");
    java.nio.file.Path needed = segment(COVERED);
    assertThat(sweep()).isZero();
    assertThat(needed).exists();
  }

  @Test
  void whatWasNeverFinishedIsKeptForADay() throws IOException {
    java.nio.file.Path young = Files.write(folder.resolve("young.segment"), new byte[100]);
    java.nio.file.Path old = Files.write(folder.resolve("old.segment"), new byte[100]);
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    assertThat(sweep()).isEqualTo(1);
    assertThat(young).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void anUnreadableSegmentHoldsUpNoOther() throws IOException {
    commit(COVERED);
    java.nio.file.Path covered = segment(COVERED);
    java.nio.file.Path broken = segment(COVERED);
    byte[] bytes = Files.readAllBytes(broken);
    // the code of the first batch's table
    bytes[100 + Integer.BYTES + 16] = 9;
    Files.write(broken, bytes);
    sweep();
    assertThat(broken).exists();
    assertThat(covered).doesNotExist();
  }

  @Test
  void aFolderThatIsNotThereIsSwept() throws IOException {
    assertThat(new SegmentSweep(store).sweep(new Path(folder.resolve("none").toUri()))).isZero();
  }

  private int sweep() throws IOException {
    return new SegmentSweep(store).sweep(new Path(folder.toUri()));
  }

  private void commit(BatchMeta batch) {
    store.appendLedger(
        List.of(new WriterIdentity("test", "job").entry(Kind.COMMITTED, batch, 1, false, 0)),
        batch.batchId().toString());
  }

  private java.nio.file.Path segment(BatchMeta... batches) throws IOException {
    SegmentWriter writer = new SegmentWriter(new Path(folder.toUri()), "job-0");
    for (BatchMeta batch : batches) {
      writer.append(batch, new byte[100], 100);
    }
    return java.nio.file.Path.of(writer.finish().toUri());
  }
}

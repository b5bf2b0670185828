package io.verity.audit.ingest.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.ingest.recovery.TrailStoppedException;
import io.verity.audit.ingest.sink.BatchCommittable.Spilled;
import io.verity.audit.trail.BatchMeta;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentFileTest {

  private static final BatchMeta FIRST = TestBatches.batch(1, 0, 9).meta();
  private static final BatchMeta SECOND = TestBatches.batch(1, 10, 19).meta();

  @TempDir java.nio.file.Path folder;
  private SegmentWriter writer;

  @BeforeEach
  void open() {
    writer = new SegmentWriter(new Path(folder.toUri()), "job-0");
  }

  @Test
  void payloadsAndBatchesAreReadBack() throws IOException {
    long first = writer.append(FIRST, new byte[] {1, 2, 3, 99}, 3);
    long second = writer.append(SECOND, new byte[] {4, 5}, 2);
    assertThat(writer.batches()).isEqualTo(2);
    Path segment = writer.finish();

    assertThat(payload(segment, first, 3)).containsExactly(1, 2, 3);
    assertThat(payload(segment, second, 2)).containsExactly(4, 5);
    assertThat(footer(segment)).contains(List.of(FIRST, SECOND));
    assertThat(writer.batches()).isZero();
  }

  @Test
  void eachCheckpointHasAFileOfItsOwn() throws IOException {
    writer.append(FIRST, new byte[] {1}, 1);
    Path one = writer.finish();
    writer.append(SECOND, new byte[] {2}, 1);
    assertThat(writer.finish()).isNotEqualTo(one);
    assertThat(footer(one)).contains(List.of(FIRST));
  }

  @Test
  void whatBelongsToNoCheckpointIsDiscarded() throws IOException {
    writer.append(FIRST, new byte[] {1}, 1);
    writer.discard();
    writer.discard();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anUnfinishedFileHasNoBatches() throws IOException {
    writer.append(FIRST, new byte[1000], 1000);
    java.nio.file.Path half = folder.resolve("half.segment");
    Files.write(half, new byte[1000]);
    assertThat(footer(new Path(half.toUri()))).isEmpty();
    Files.write(half, new byte[3]);
    assertThat(footer(new Path(half.toUri()))).isEmpty();
    writer.discard();
  }

  @Test
  void aCutFileIsAnError() throws IOException {
    long offset = writer.append(FIRST, new byte[] {1, 2, 3}, 3);
    Path segment = writer.finish();
    Files.write(java.nio.file.Path.of(segment.toUri()), new byte[] {1, 2});
    assertThatThrownBy(() -> payload(segment, offset, 3)).isInstanceOf(EOFException.class);
  }

  @Test
  void aMissingFileStopsTheJobAndSaysWhatToDo() {
    BatchCommittable lost =
        new BatchCommittable(
            FIRST, 1, new Spilled(folder.resolve("lost.segment").toUri().toString(), 0, 1, 1));
    assertThatThrownBy(() -> PayloadFiles.open(lost))
        .isInstanceOf(TrailStoppedException.class)
        .hasMessageContaining("lost.segment")
        .hasMessageContaining("start the job without state");
  }

  @Test
  void aSegmentGoesWithTheLastOfItsBatches() throws IOException {
    writer.append(FIRST, new byte[] {1}, 1);
    writer.append(SECOND, new byte[] {2}, 1);
    String segment = writer.finish().toString();
    BatchCommittable first = new BatchCommittable(FIRST, 1, new Spilled(segment, 0, 1, 2));
    BatchCommittable second = new BatchCommittable(SECOND, 1, new Spilled(segment, 1, 1, 2));

    PayloadFiles.deleteCovered(List.of(first));
    assertThat(folder).isNotEmptyDirectory();
    PayloadFiles.deleteCovered(List.of(first, second));
    assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(SegmentFile.SUFFIX));
  }

  private static byte[] payload(Path segment, long offset, int length) throws IOException {
    try (InputStream in = SegmentFile.open(new Spilled(segment.toString(), offset, length, 1))) {
      return in.readAllBytes();
    }
  }

  private static Optional<List<BatchMeta>> footer(Path segment) throws IOException {
    return SegmentFile.readFooter(segment.getFileSystem().getFileStatus(segment));
  }
}

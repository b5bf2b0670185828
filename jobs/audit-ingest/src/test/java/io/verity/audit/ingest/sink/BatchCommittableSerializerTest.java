package io.verity.audit.ingest.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.ingest.sink.BatchCommittable.Inline;
import io.verity.audit.ingest.sink.BatchCommittable.Spilled;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** What a savepoint holds stays readable: the golden files are never written again. */
class BatchCommittableSerializerTest {

  private static final BatchCommittable INLINE =
      new BatchCommittable(TestBatches.golden(), 42, new Inline(new byte[] {4, 34, 77, 24, -1}));
  private static final BatchCommittable SPILLED =
      new BatchCommittable(
          TestBatches.golden(),
          BatchCommittable.UNSTAMPED,
          new Spilled("s3://bucket/verity-spill/a.segment", 4_294_967_296L, 70_000, 3));

  private final BatchCommittableSerializer serializer = new BatchCommittableSerializer();

  @Test
  void versionOneIsRead() throws IOException {
    assertSame(serializer.deserialize(1, golden("batch-committable-v1-inline.bin")), INLINE);
    assertSame(serializer.deserialize(1, golden("batch-committable-v1-spilled.bin")), SPILLED);
  }

  @Test
  void versionOneIsWhatIsWritten() throws IOException {
    assertThat(serializer.getVersion()).isEqualTo(1);
    assertThat(serializer.serialize(INLINE)).isEqualTo(golden("batch-committable-v1-inline.bin"));
    assertThat(serializer.serialize(SPILLED)).isEqualTo(golden("batch-committable-v1-spilled.bin"));
  }

  @Test
  void realBatchesComeBack() throws IOException {
    BatchCommittable batch = TestBatches.batch(7, 0, 99);
    assertSame(serializer.deserialize(1, serializer.serialize(batch)), batch);
  }

  @Test
  void aNewerVersionIsRefused() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("newer release");
  }

  private static void assertSame(BatchCommittable actual, BatchCommittable expected) {
    assertThat(actual.meta()).isEqualTo(expected.meta());
    assertThat(actual.checkpointId()).isEqualTo(expected.checkpointId());
    assertThat(actual.payload()).usingRecursiveComparison().isEqualTo(expected.payload());
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = BatchCommittableSerializerTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}

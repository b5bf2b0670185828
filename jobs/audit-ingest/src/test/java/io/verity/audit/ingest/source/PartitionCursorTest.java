package io.verity.audit.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.ingest.record.SourceRecord;
import io.verity.audit.trail.OffsetSet;
import io.verity.audit.trail.RejectedRow;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PartitionCursorTest {

  private static final UUID TOPIC_ID = UUID.fromString("8f14b0c2-6f0e-4d7b-9e9d-1f6b6a2a4c11");

  private final OffsetSet covered = new OffsetSet();

  @Test
  void admitsWhatIsNotCovered() {
    PartitionCursor cursor = cursor(5);
    SourceRecord record = record(5);
    assertThat(cursor.admit(record)).isTrue();
    assertThat(record.topicId()).isEqualTo(TOPIC_ID);
    assertThat(record.holes()).isNull();
    assertThat(cursor.next()).isEqualTo(6);
  }

  @Test
  void dropsWhatIsCovered() {
    covered.add(5, 7);
    PartitionCursor cursor = cursor(4);
    assertThat(cursor.admit(record(4))).isTrue();
    assertThat(cursor.admit(record(5))).isFalse();
    assertThat(cursor.admit(record(7))).isFalse();
    assertThat(cursor.admit(record(8))).isTrue();
    assertThat(cursor.next()).isEqualTo(9);
  }

  @Test
  void offsetsThatNeverCameAreHoles() {
    PartitionCursor cursor = cursor(0);
    SourceRecord first = record(3);
    assertThat(cursor.admit(first)).isTrue();
    assertThat(first.holes()).containsExactly(0, 2);
    SourceRecord second = record(5);
    assertThat(cursor.admit(second)).isTrue();
    assertThat(second.holes()).containsExactly(4, 4);
  }

  @Test
  void coveredOffsetsAreNoHoles() {
    covered.add(2, 3);
    covered.add(6, 7);
    PartitionCursor cursor = cursor(0);
    SourceRecord record = record(10);
    assertThat(cursor.admit(record)).isTrue();
    assertThat(record.holes()).containsExactly(0, 1, 4, 5, 8, 9);
  }

  @Test
  void aGapThatIsCoveredWholeHasNoHoles() {
    covered.add(0, 9);
    PartitionCursor cursor = cursor(0);
    SourceRecord record = record(10);
    assertThat(cursor.admit(record)).isTrue();
    assertThat(record.holes()).isNull();
  }

  /** The holes before a covered record must not get lost with it. */
  @Test
  void holesBeforeACoveredRecordGoWithTheNextThatIsNot() {
    covered.add(3, 4);
    PartitionCursor cursor = cursor(0);
    assertThat(cursor.admit(record(4))).isFalse();
    assertThat(cursor.next()).as("a restart must find them again").isZero();
    SourceRecord record = record(7);
    assertThat(cursor.admit(record)).isTrue();
    assertThat(record.holes()).containsExactly(0, 2, 5, 6);
  }

  private PartitionCursor cursor(long next) {
    return new PartitionCursor("topic", 1, TOPIC_ID, covered, next);
  }

  private static SourceRecord record(long offset) {
    SourceRecord record = new SourceRecord();
    record.set("topic", 1, offset, 0, null, new byte[0], null, new RejectedRow.Header[0]);
    return record;
  }
}

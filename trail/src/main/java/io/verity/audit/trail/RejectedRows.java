package io.verity.audit.trail;

import io.verity.audit.trail.RejectedRow.Header;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiPredicate;

/** Rows of {@code verity_audit_rejected} in RowBinary, read back. */
public final class RejectedRows {

  /** A row with what the table says of its origin. */
  public record Stored(
      UUID topicId,
      int partition,
      long offset,
      RejectedRow row,
      long ingestedAtMillis,
      UUID batchId) {}

  private RejectedRows() {}

  /** Reads all columns of the table, in order. */
  public static Stored read(RowBinaryReader in) throws IOException {
    UUID topicId = in.readUuid();
    int partition = in.readInt();
    long offset = in.readLong();
    long timestamp = in.readLong();
    String reason = in.readString();
    byte[] key = in.readNullableStringBytes();
    int count = Math.toIntExact(in.readVarint());
    List<Header> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      headers.add(new Header(in.readString(), in.readNullableStringBytes()));
    }
    byte[] value = in.readNullableStringBytes();
    return new Stored(
        topicId,
        partition,
        offset,
        new RejectedRow(timestamp, reason, key, headers, value),
        in.readLong(),
        in.readUuid());
  }

  static RejectedBatch copyRows(
      BatchMeta old, UUID batchId, InputStream payload, BiPredicate<Integer, Long> wanted)
      throws IOException {
    RejectedBatch batch = null;
    try (RowBinaryReader in = new RowBinaryReader(payload)) {
      while (in.hasNext()) {
        Stored stored = read(in);
        if (batch == null) {
          batch =
              new RejectedBatch(
                  batchId,
                  old.tablePartition(),
                  old.topic(),
                  old.topicId(),
                  stored.ingestedAtMillis());
        }
        if (wanted.test(stored.partition(), stored.offset())) {
          batch.add(stored.row(), stored.partition(), stored.offset());
        }
      }
    }
    return batch;
  }
}

package io.verity.audit.ingest.sink;

import io.verity.audit.trail.BatchMeta;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.IOUtils;

/**
 * A segment: payloads one behind the other, then a footer that says which batches they are, so that
 * a sweep can tell by the ledger whether anybody may still need them.
 *
 * <pre>payload... | batch... | footer length (4) | magic (8)</pre>
 */
final class SegmentFile {

  static final String SUFFIX = ".segment";

  private static final long MAGIC = 0x5645_5249_5459_5331L;
  private static final int TRAILER = Integer.BYTES + Long.BYTES;

  private SegmentFile() {}

  static void writeFooter(FSDataOutputStream out, List<BatchMeta> batches) throws IOException {
    DataOutputSerializer footer = new DataOutputSerializer(256);
    footer.writeInt(batches.size());
    for (BatchMeta batch : batches) {
      BatchCommittableSerializer.writeMeta(batch, footer);
    }
    int length = footer.length();
    footer.writeInt(length);
    footer.writeLong(MAGIC);
    out.write(footer.getSharedBuffer(), 0, footer.length());
  }

  /** The batches of a segment; empty where it was never finished. */
  static Optional<List<BatchMeta>> readFooter(FileStatus file) throws IOException {
    long size = file.getLen();
    if (size < TRAILER) {
      return Optional.empty();
    }
    try (FSDataInputStream in = file.getPath().getFileSystem().open(file.getPath())) {
      DataInputDeserializer trailer = read(in, size - TRAILER, TRAILER);
      int length = trailer.readInt();
      if (trailer.readLong() != MAGIC || length < 0 || length > size - TRAILER) {
        return Optional.empty();
      }
      DataInputDeserializer footer = read(in, size - TRAILER - length, length);
      List<BatchMeta> batches = new ArrayList<>();
      int count = footer.readInt();
      for (int i = 0; i < count; i++) {
        batches.add(BatchCommittableSerializer.readMeta(footer));
      }
      return Optional.of(batches);
    }
  }

  /** The payload of a batch. */
  static InputStream open(BatchCommittable.Spilled payload) throws IOException {
    Path path = new Path(payload.segment());
    FSDataInputStream in = path.getFileSystem().open(path);
    try {
      in.seek(payload.offset());
    } catch (IOException e) {
      in.close();
      throw e;
    }
    return new BoundedStream(in, payload.length());
  }

  private static DataInputDeserializer read(FSDataInputStream in, long position, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    in.seek(position);
    IOUtils.readFully(in, bytes, 0, length);
    return new DataInputDeserializer(bytes);
  }

  /** The next bytes of a stream, all of them or an error. */
  private static final class BoundedStream extends InputStream {
    private final InputStream in;
    private int left;

    BoundedStream(InputStream in, int length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(target, offset, Math.min(length, left));
      if (read < 0) {
        throw new EOFException("the segment ends in the middle of a batch");
      }
      left -= read;
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}

package io.verity.audit.trail;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;

/** Payloads as they travel: LZ4 frames, which ClickHouse takes as {@code Content-Encoding: lz4}. */
public final class Payloads {

  private Payloads() {}

  /** Writes the batch's rows, compressed; {@code out} stays open. */
  public static void compress(SealableBatch batch, OutputStream out) throws IOException {
    LZ4FrameOutputStream lz4 =
        new LZ4FrameOutputStream(
            new KeepOpen(out), BLOCKSIZE.SIZE_256KB, FLG.Bits.BLOCK_INDEPENDENCE);
    batch.writePayload(lz4);
    lz4.close();
  }

  public static InputStream decompress(InputStream in) throws IOException {
    return new LZ4FrameInputStream(in);
  }

  private static final class KeepOpen extends FilterOutputStream {
    KeepOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}

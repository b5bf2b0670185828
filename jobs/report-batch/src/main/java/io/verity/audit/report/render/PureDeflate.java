package io.verity.audit.report.render;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.DeflaterOutputStream;
import com.jcraft.jzlib.GZIPException;
import com.jcraft.jzlib.JZlib;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Deflate written in Java. {@code java.util.zip} hands the work to whichever zlib the JDK or the
 * system has (zlib, zlib-ng, Chromium's), and these give different bytes for the same input.
 */
public final class PureDeflate {

  private PureDeflate() {}

  /** With the zlib header, as PDF wants it. */
  public static byte[] zlib(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 3 + 64);
    try (OutputStream out = zlib(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  public static OutputStream zlib(OutputStream out) throws IOException {
    return stream(out, false);
  }

  /** Without a header, as ZIP wants it. */
  public static OutputStream raw(OutputStream out) throws IOException {
    return stream(out, true);
  }

  private static OutputStream stream(OutputStream out, boolean bare) throws IOException {
    try {
      return new DeflaterOutputStream(
          out, new Deflater(JZlib.Z_DEFAULT_COMPRESSION, bare), 1 << 13, true);
    } catch (GZIPException e) {
      throw new IllegalStateException(e);
    }
  }
}

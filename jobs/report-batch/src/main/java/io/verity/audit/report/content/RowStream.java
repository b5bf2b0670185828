package io.verity.audit.report.content;

import java.io.Closeable;
import java.io.IOException;

/** Rows one after the other. */
public interface RowStream<T> extends Closeable {

  /** The next row, or null after the last. */
  T next() throws IOException;
}

package io.verity.audit.trail;

import java.io.IOException;
import java.io.OutputStream;

/** What the writer needs of an open batch whatever its table. */
public interface SealableBatch {

  int rows();

  /** Bytes of memory that the batch takes by now. */
  long bytes();

  long openedAtMillis();

  /** Accounts for offsets that no consumer sees. */
  void addHoles(int partition, long first, long last);

  /** Closes the batch and says what it holds; no row may follow. */
  BatchMeta seal();

  /** Writes the rows, uncompressed, in {@link PayloadFormat#of} its table. */
  void writePayload(OutputStream out) throws IOException;
}

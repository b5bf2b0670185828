package io.verity.audit.trail.verify;

import io.verity.audit.trail.ByteBuf;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.LedgerEntry.Kind;
import io.verity.audit.trail.MerkleTree;
import io.verity.audit.trail.RowBinaryReader;
import io.verity.audit.trail.TrailTable.Column;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A row of the ledger as it is stored, whatever somebody made of it. The entry's hash is taken over
 * the stored bytes and not over what was decoded from them, so that no change hides in a decoding;
 * and a row that cannot be decoded is a finding, not an error.
 *
 * @param entry null where the row holds what no writer writes
 * @param problem null where the row is intact
 */
record LedgerRow(UUID batchId, Kind kind, LedgerEntry entry, String problem) {

  /** What {@link #read} reads of {@code verity_audit_batches}. */
  static final String SELECTION =
      LedgerEntry.COLUMNS.stream()
          .map(Column::name)
          .filter(name -> !name.equals("entry_sha256"))
          .map(name -> "`" + name + "`")
          .collect(
              Collectors.joining(", ", "batch_id, formatRow('RowBinary', ", "), entry_sha256"));

  static LedgerRow read(RowBinaryReader rows) throws IOException {
    UUID batchId = rows.readUuid();
    byte[] hashed = rows.readStringBytes();
    byte[] recordedHash = rows.readStringBytes();
    return of(batchId, hashed, recordedHash);
  }

  private static LedgerRow of(UUID batchId, byte[] hashed, byte[] recordedHash) throws IOException {
    Kind kind = hashed[0] == Kind.INTENT.code() ? Kind.INTENT : Kind.COMMITTED;
    ByteBuf whole = new ByteBuf(hashed.length + recordedHash.length + 1);
    whole.putBytes(hashed, 0, hashed.length);
    whole.putString(recordedHash, 0, recordedHash.length);
    LedgerEntry entry;
    try {
      entry = LedgerEntry.decode(new RowBinaryReader(new ByteArrayInputStream(whole.toBytes())));
    } catch (IllegalArgumentException e) {
      return new LedgerRow(
          batchId, kind, null, name(kind) + " holds what no writer writes: " + e.getMessage());
    }
    String actual = HexFormat.of().formatHex(MerkleTree.sha256().digest(hashed));
    return new LedgerRow(
        batchId,
        kind,
        entry,
        actual.equals(entry.entrySha256()) ? null : name(kind) + " does not fit its own hash");
  }

  private static String name(Kind kind) {
    return kind == Kind.INTENT ? "its intent" : "its committed entry";
  }
}

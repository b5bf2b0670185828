package io.verity.audit.trail;

import io.verity.audit.trail.OffsetRuns.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A row of the ledger, {@code verity_audit_batches}: what a batch is about to be (intent) or is
 * (committed). The row carries a SHA-256 over its own other columns, so that a change to any of
 * them shows.
 *
 * @param recovered whether start-up found the rows of an intent whose writer died before it could
 *     say so
 */
public record LedgerEntry(
    Kind kind,
    BatchMeta batch,
    String writerVersion,
    String jobId,
    long checkpointId,
    boolean recovered,
    long writtenAtMillis,
    String entrySha256) {

  /** Stage of the two-phase commit; the codes are the ledger's. */
  public enum Kind {
    INTENT(1),
    COMMITTED(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    static Kind ofCode(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of ledger entry has the code " + code);
    }
  }

  public static final String TABLE = "verity_audit_batches";

  /** The columns in order; entry_sha256 follows them. */
  public static final List<TrailTable.Column> COLUMNS =
      List.of(
          new TrailTable.Column("kind", "Enum8('intent' = 1, 'committed' = 2)"),
          new TrailTable.Column("batch_id", "UUID"),
          new TrailTable.Column("table", "LowCardinality(String)"),
          new TrailTable.Column("table_partition", "UInt32"),
          new TrailTable.Column("kafka_topic", "LowCardinality(String)"),
          new TrailTable.Column("kafka_topic_id", "UUID"),
          new TrailTable.Column("rows", "UInt64"),
          new TrailTable.Column(
              "runs",
              "Array(Tuple(kind Enum8('rows' = 1, 'rejects' = 2, 'holes' = 3), partition UInt32,"
                  + " first UInt64, last UInt64))"),
          new TrailTable.Column("min_timestamp", "DateTime64(3, 'UTC')"),
          new TrailTable.Column("max_timestamp", "DateTime64(3, 'UTC')"),
          new TrailTable.Column("sha256", "String"),
          new TrailTable.Column("schema_version", "UInt16"),
          new TrailTable.Column("writer_version", "LowCardinality(String)"),
          new TrailTable.Column("job_id", "LowCardinality(String)"),
          new TrailTable.Column("checkpoint_id", "Int64"),
          new TrailTable.Column("recovered", "UInt8"),
          new TrailTable.Column("written_at", "DateTime64(3, 'UTC')"),
          new TrailTable.Column("entry_sha256", "String"));

  /** The columns, comma-separated, as a SELECT that {@link #decode} reads. */
  public static final String COLUMN_LIST =
      COLUMNS.stream().map(column -> "`" + column.name() + "`").collect(Collectors.joining(", "));

  public static String qualifiedTable() {
    return TrailTable.DATABASE + "." + TABLE;
  }

  /** A new entry, its own hash computed. */
  public static LedgerEntry of(
      Kind kind,
      BatchMeta batch,
      String writerVersion,
      String jobId,
      long checkpointId,
      boolean recovered,
      long writtenAtMillis) {
    LedgerEntry unhashed =
        new LedgerEntry(
            kind, batch, writerVersion, jobId, checkpointId, recovered, writtenAtMillis, "");
    return new LedgerEntry(
        kind,
        batch,
        writerVersion,
        jobId,
        checkpointId,
        recovered,
        writtenAtMillis,
        unhashed.computeSha256());
  }

  /** SHA-256, hex, of the RowBinary form of every column but entry_sha256. */
  public String computeSha256() {
    ByteBuf row = new ByteBuf(512);
    encodeHashed(row);
    return HexFormat.of().formatHex(MerkleTree.sha256().digest(row.toBytes()));
  }

  /** Whether the row is as its writer left it, as far as its own hash tells. */
  public boolean isIntact() {
    return Objects.equals(entrySha256, computeSha256());
  }

  public void encode(ByteBuf target) {
    encodeHashed(target);
    target.putString(entrySha256);
  }

  private void encodeHashed(ByteBuf target) {
    target.putByte(kind.code());
    target.putUuid(
        batch.batchId().getMostSignificantBits(), batch.batchId().getLeastSignificantBits());
    target.putString(batch.table().tableName());
    target.putInt(batch.tablePartition());
    target.putString(batch.topic());
    target.putUuid(
        batch.topicId().getMostSignificantBits(), batch.topicId().getLeastSignificantBits());
    target.putLong(batch.rows());
    target.putVarint(batch.runs().asList().size());
    for (Run run : batch.runs().asList()) {
      target.putByte(run.kind().code());
      target.putInt(run.partition());
      target.putLong(run.first());
      target.putLong(run.last());
    }
    target.putLong(batch.minTimestampMillis());
    target.putLong(batch.maxTimestampMillis());
    target.putString(batch.root());
    target.putShort(batch.schemaVersion());
    target.putString(writerVersion);
    target.putString(jobId);
    target.putLong(checkpointId);
    target.putByte(recovered ? 1 : 0);
    target.putLong(writtenAtMillis);
  }

  /**
   * Reads the columns of {@link #COLUMN_LIST} in RowBinary.
   *
   * @throws IllegalArgumentException where the row holds what no writer writes
   */
  public static LedgerEntry decode(RowBinaryReader in) throws IOException {
    Kind kind = Kind.ofCode(in.readByte());
    UUID batchId = in.readUuid();
    TrailTable table = TrailTable.ofName(in.readString());
    int tablePartition = in.readInt();
    String topic = in.readString();
    UUID topicId = in.readUuid();
    long rows = in.readLong();
    int count = Math.toIntExact(in.readVarint());
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      OffsetRuns.Kind runKind = OffsetRuns.Kind.ofCode(in.readByte());
      runs.add(new Run(runKind, in.readInt(), in.readLong(), in.readLong()));
    }
    long min = in.readLong();
    long max = in.readLong();
    String root = in.readString();
    int schemaVersion = in.readShort();
    BatchMeta batch =
        new BatchMeta(
            batchId,
            table,
            tablePartition,
            topic,
            topicId,
            rows,
            OffsetRuns.of(runs),
            min,
            max,
            root,
            schemaVersion,
            Map.of());
    String writerVersion = in.readString();
    String jobId = in.readString();
    long checkpointId = in.readLong();
    boolean recovered = readBoolean(in);
    return new LedgerEntry(
        kind, batch, writerVersion, jobId, checkpointId, recovered, in.readLong(), in.readString());
  }

  private static boolean readBoolean(RowBinaryReader in) throws IOException {
    int value = in.readByte();
    if (value > 1) {
      throw new IllegalArgumentException("recovered is " + value + ", neither 0 nor 1");
    }
    return value == 1;
  }
}

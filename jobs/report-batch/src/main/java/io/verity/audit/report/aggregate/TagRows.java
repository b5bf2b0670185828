package io.verity.audit.report.aggregate;

import io.verity.audit.report.ReportProgress;
import io.verity.audit.report.pack.Section;
import io.verity.audit.store.Database;
import io.verity.audit.trail.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Row;

/**
 * The rows of one query, each marked as that query's, and at the end how many there were and their
 * SHA-256: what the renderer compares, so that a row lost on the way fails the report.
 */
final class TagRows extends AbstractStreamOperator<Tuple3<Integer, Boolean, byte[]>>
    implements OneInputStreamOperator<Row, Tuple3<Integer, Boolean, byte[]>>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final int query;
  private final String name;
  private final Section section;
  private final UUID runId;
  private transient MessageDigest digest;
  private transient long rows;

  TagRows(PlannedQuery query, UUID runId) {
    this.query = query.index();
    this.name = query.name();
    this.section = query.section();
    this.runId = runId;
  }

  @Override
  public void open() throws Exception {
    super.open();
    // also for Flink's JDBC source, which loads the driver in this TaskManager
    Database.unregisterDriver();
    digest = MerkleTree.sha256();
    rows = 0;
  }

  @Override
  public void processElement(StreamRecord<Row> element) throws Exception {
    byte[] json = RowJson.encode(element.getValue());
    digest.update(json);
    digest.update((byte) '\n');
    rows++;
    output.collect(new StreamRecord<>(SpoolRecord.row(query, json)));
  }

  @Override
  public void endInput() {
    String end = "[" + rows + ",\"" + HexFormat.of().formatHex(digest.digest()) + "\"]";
    output.collect(
        new StreamRecord<>(SpoolRecord.end(query, end.getBytes(StandardCharsets.UTF_8))));
    ReportProgress.answered(runId, section, name, rows);
  }
}

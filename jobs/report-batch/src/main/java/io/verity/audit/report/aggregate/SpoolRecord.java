package io.verity.audit.report.aggregate;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;

/**
 * A row on its way to the renderer: which query it answers, whether it is that query's last word,
 * and the row as a JSON array. The last word is {@code [rows, sha256]}.
 */
final class SpoolRecord {

  /** Flink's own type: no reflection, no Kryo. */
  static final TypeInformation<Tuple3<Integer, Boolean, byte[]>> TYPE =
      Types.TUPLE(Types.INT, Types.BOOLEAN, Types.PRIMITIVE_ARRAY(Types.BYTE));

  private SpoolRecord() {}

  static Tuple3<Integer, Boolean, byte[]> row(int query, byte[] json) {
    return Tuple3.of(query, false, json);
  }

  static Tuple3<Integer, Boolean, byte[]> end(int query, byte[] json) {
    return Tuple3.of(query, true, json);
  }
}

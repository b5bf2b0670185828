package io.verity.audit.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows into a table by COPY, in blocks. */
final class TableCopy {

  private static final int BLOCK_CHARACTERS = 64 * 1024;

  private final CopyIn copy;
  private final StringBuilder block = new StringBuilder();

  private TableCopy(CopyIn copy) {
    this.copy = copy;
  }

  /** Copies what the file holds; where the file is bad, the copy is called off. */
  static long copy(Connection connection, String table, ReferenceCsv csv) throws SQLException {
    TableCopy target =
        new TableCopy(
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " FROM STDIN"));
    try {
      long rows = csv.read(target::add);
      target.flush();
      target.copy.endCopy();
      return rows;
    } catch (UncheckedIOException e) {
      // the server's refusal, see add
      if (e.getCause().getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw e;
    } finally {
      if (target.copy.isActive()) {
        target.copy.cancelCopy();
      }
    }
  }

  private void add(List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      block.append(i == 0 ? "" : "\t");
      append(values.get(i));
    }
    block.append('\n');
    if (block.length() >= BLOCK_CHARACTERS) {
      try {
        flush();
      } catch (SQLException e) {
        throw new UncheckedIOException(new IOException(e));
      }
    }
  }

  /** COPY's text format. */
  private void append(String value) {
    if (value == null) {
      block.append("\\N");
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> block.append("\\\\");
        case '\t' -> block.append("\\t");
        case '\n' -> block.append("\\n");
        case '\r' -> block.append("\\r");
        default -> block.append(c);
      }
    }
  }

  private void flush() throws SQLException {
    byte[] bytes = block.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    block.setLength(0);
  }
}

package io.verity.audit.connector.clickhouse.scan;

import io.verity.audit.connector.clickhouse.server.ClickHouseErrors;
import io.verity.audit.connector.clickhouse.server.ServerAccess;
import io.verity.audit.connector.clickhouse.type.ClickHouseRowConverter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.jdbc.core.datastream.source.reader.RecordAndOffset;
import org.apache.flink.connector.jdbc.core.datastream.source.split.JdbcSourceSplit;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads splits one after the other, each by its own query, in chunks. A split is read whole or the
 * job fails: there is no resuming in mid-query, since a query's rows have no order.
 */
final class ClickHouseSplitReader
    implements SplitReader<RecordAndOffset<RowData>, JdbcSourceSplit> {

  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseSplitReader.class);
  private static final int CHUNK = 1024;

  private final ServerAccess access;
  private final String label;
  private final ClickHouseRowConverter converter;
  private final ObservedQueries observed;
  private final Queue<JdbcSourceSplit> splits = new ArrayDeque<>();

  private JdbcSourceSplit current;
  private RunningQuery query;

  ClickHouseSplitReader(
      ServerAccess access,
      String label,
      ClickHouseRowConverter converter,
      ObservedQueries observed) {
    this.access = access;
    this.label = label;
    this.converter = converter;
    this.observed = observed;
  }

  @Override
  public RecordsWithSplitIds<RecordAndOffset<RowData>> fetch() throws IOException {
    RecordsBySplits.Builder<RecordAndOffset<RowData>> records = new RecordsBySplits.Builder<>();
    if (current == null) {
      current = splits.poll();
    }
    if (current == null) {
      return records.build();
    }
    try {
      if (query == null) {
        query = RunningQuery.start(current.getSqlTemplate(), access, observed);
      }
      if (!query.fetch(CHUNK, converter, row -> records.add(current, row))) {
        records.addFinishedSplit(current.splitId());
        closeQuery();
        current = null;
      }
    } catch (SQLException | RuntimeException e) {
      LOG.debug("Failed: {}", current.getSqlTemplate(), e);
      throw new IOException(ClickHouseErrors.line("read " + label, access, e));
    }
    return records.build();
  }

  @Override
  public void handleSplitsChanges(SplitsChange<JdbcSourceSplit> change) {
    if (!(change instanceof SplitsAddition)) {
      throw new UnsupportedOperationException("Splits are only ever added, not " + change);
    }
    for (JdbcSourceSplit split : change.splits()) {
      if (split.getReaderPosition() != 0) {
        throw new IllegalStateException(
            "A scan of " + label + " cannot go on in mid-query: run it in batch mode.");
      }
      splits.add(split);
    }
  }

  @Override
  public void wakeUp() {}

  @Override
  public void close() throws Exception {
    closeQuery();
  }

  private void closeQuery() throws SQLException {
    RunningQuery ended = query;
    query = null;
    if (ended != null) {
      ended.close();
    }
  }
}

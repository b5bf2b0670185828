package io.verity.audit.connector.clickhouse.scan;

import io.verity.audit.connector.clickhouse.server.ClickHouseErrors;
import io.verity.audit.connector.clickhouse.server.Connections;
import io.verity.audit.connector.clickhouse.server.ServerAccess;
import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.connector.jdbc.core.datastream.source.enumerator.JdbcSqlSplitEnumeratorBase;
import org.apache.flink.connector.jdbc.core.datastream.source.split.CheckpointedOffset;
import org.apache.flink.connector.jdbc.core.datastream.source.split.JdbcSourceSplit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts a scan into its queries: one for each partition that can hold a row of it, or only one. */
final class PartitionSplits extends JdbcSqlSplitEnumeratorBase<JdbcSourceSplit> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(PartitionSplits.class);
  private static final String DONE = "enumerated";

  private final ScanQuery query;
  private final ServerAccess access;
  private final PartitionLookup lookup;

  PartitionSplits(ScanQuery query, ServerAccess access, PartitionLookup lookup) {
    super(null);
    this.query = query;
    this.access = access;
    this.lookup = lookup;
  }

  PartitionSplits restored(Serializable state) {
    optionalSqlSplitEnumeratorState = state;
    return this;
  }

  @Override
  public List<JdbcSourceSplit> enumerateSplits(Supplier<Boolean> splitGettable) throws IOException {
    if (DONE.equals(optionalSqlSplitEnumeratorState)) {
      return List.of();
    }
    optionalSqlSplitEnumeratorState = DONE;
    List<JdbcSourceSplit> splits = new ArrayList<>();
    for (Optional<String> partition : partitions()) {
      splits.add(split(partition));
    }
    LOG.info("{} is read by {} queries", query.relation().label(), splits.size());
    return splits;
  }

  private JdbcSourceSplit split(Optional<String> partition) {
    return new JdbcSourceSplit(getNextId(), query.sql(partition), null, new CheckpointedOffset());
  }

  private List<Optional<String>> partitions() throws IOException {
    if (lookup == null) {
      return List.of(Optional.empty());
    }
    List<Optional<String>> ids = new ArrayList<>();
    try (Connection connection = Connections.open(access);
        Statement statement = Connections.plainStatement(connection);
        ResultSet rows = statement.executeQuery(lookup.sql(query.relation()))) {
      while (rows.next()) {
        ids.add(Optional.of(rows.getString(1)));
      }
    } catch (SQLException e) {
      if (!lookup.required() && ClickHouseErrors.isUnknownColumn(e)) {
        return List.of(Optional.empty());
      }
      LOG.debug("No partitions of {}", query.relation().label(), e);
      throw new IOException(
          ClickHouseErrors.line("list the partitions of " + query.relation().base(), access, e));
    }
    return ids;
  }
}

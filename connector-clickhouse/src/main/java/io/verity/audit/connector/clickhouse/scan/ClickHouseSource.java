package io.verity.audit.connector.clickhouse.scan;

import io.verity.audit.connector.clickhouse.server.ServerAccess;
import io.verity.audit.connector.clickhouse.type.ClickHouseRowConverter;
import java.util.ArrayList;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.jdbc.core.datastream.source.enumerator.JdbcSourceEnumStateSerializer;
import org.apache.flink.connector.jdbc.core.datastream.source.enumerator.JdbcSourceEnumerator;
import org.apache.flink.connector.jdbc.core.datastream.source.enumerator.JdbcSourceEnumeratorState;
import org.apache.flink.connector.jdbc.core.datastream.source.reader.JdbcSourceReader;
import org.apache.flink.connector.jdbc.core.datastream.source.split.JdbcSourceSplit;
import org.apache.flink.connector.jdbc.core.datastream.source.split.JdbcSourceSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * A bounded scan: the JDBC connector's enumerator, splits and reader, around a split reader of our
 * own. The connector's would send statements through the driver's placeholder parser, which takes a
 * question mark of a query for a parameter, and would show a failed query with all its SQL.
 */
public final class ClickHouseSource
    implements Source<RowData, JdbcSourceSplit, JdbcSourceEnumeratorState>,
        ResultTypeQueryable<RowData> {

  private static final long serialVersionUID = 1L;

  private final ServerAccess access;
  private final ScanQuery query;
  private final PartitionLookup lookup;
  private final RowType rowType;
  private final TypeInformation<RowData> typeInformation;

  /**
   * @param lookup finds the partitions to read side by side; null for one query
   */
  public ClickHouseSource(
      ServerAccess access,
      ScanQuery query,
      PartitionLookup lookup,
      RowType rowType,
      TypeInformation<RowData> typeInformation) {
    this.access = access;
    this.query = query;
    this.lookup = lookup;
    this.rowType = rowType;
    this.typeInformation = typeInformation;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<RowData, JdbcSourceSplit> createReader(SourceReaderContext context) {
    ObservedQueries observed =
        new ObservedQueries(query.relation(), context.getUserCodeClassLoader().asClassLoader());
    return new JdbcSourceReader<>(
        () ->
            new ClickHouseSplitReader(
                access, query.relation().label(), new ClickHouseRowConverter(rowType), observed),
        new Configuration(),
        context);
  }

  @Override
  public SplitEnumerator<JdbcSourceSplit, JdbcSourceEnumeratorState> createEnumerator(
      SplitEnumeratorContext<JdbcSourceSplit> context) {
    return new JdbcSourceEnumerator(
        context, new PartitionSplits(query, access, lookup), null, new ArrayList<>());
  }

  /** Batch jobs restore no state; what is left to read goes on, nothing is enumerated twice. */
  @Override
  public SplitEnumerator<JdbcSourceSplit, JdbcSourceEnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<JdbcSourceSplit> context, JdbcSourceEnumeratorState state) {
    return new JdbcSourceEnumerator(
        context,
        new PartitionSplits(query, access, lookup)
            .restored(state.getOptionalUserDefinedSplitEnumeratorState()),
        null,
        state.getRemainingSplits());
  }

  @Override
  public SimpleVersionedSerializer<JdbcSourceSplit> getSplitSerializer() {
    return new JdbcSourceSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<JdbcSourceEnumeratorState> getEnumeratorCheckpointSerializer() {
    return new JdbcSourceEnumStateSerializer(new JdbcSourceSplitSerializer());
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return typeInformation;
  }
}

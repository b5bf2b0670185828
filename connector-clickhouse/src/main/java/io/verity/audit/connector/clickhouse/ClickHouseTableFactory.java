package io.verity.audit.connector.clickhouse;

import io.verity.audit.connector.clickhouse.scan.Relation;
import io.verity.audit.connector.clickhouse.server.ServerAccess;
import io.verity.audit.connector.clickhouse.server.ServerColumns;
import io.verity.audit.connector.clickhouse.type.Column;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;

/**
 * {@code 'connector' = 'clickhouse'}: a ClickHouse table, or a ClickHouse query over the trail, as
 * a table of a Flink SQL batch job.
 *
 * <p>The server is asked for its columns when a statement is planned, so that a declaration that
 * does not fit fails before anything runs.
 */
public final class ClickHouseTableFactory implements DynamicTableSourceFactory {

  public static final String IDENTIFIER = "clickhouse";

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(ClickHouseOptions.URL);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(
        ClickHouseOptions.USERNAME,
        ClickHouseOptions.PASSWORD,
        ClickHouseOptions.CERTIFICATES,
        ClickHouseOptions.TABLE_NAME,
        ClickHouseOptions.QUERY,
        ClickHouseOptions.SNAPSHOT_RUN_ID,
        ClickHouseOptions.SCAN_SPLIT,
        ClickHouseOptions.PUSH_DOWN_FILTERS,
        ClickHouseOptions.PUSH_DOWN_AGGREGATES,
        ClickHouseOptions.SOCKET_TIMEOUT);
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
    helper.validate();
    ReadableConfig options = helper.getOptions();
    String table = context.getObjectIdentifier().getObjectName();
    if (context.getConfiguration().get(ExecutionOptions.RUNTIME_MODE)
        != RuntimeExecutionMode.BATCH) {
      throw new ValidationException(
          "Table "
              + table
              + " reads ClickHouse in batch mode only: set 'execution.runtime-mode' = 'batch'.");
    }
    OptionReader reader = new OptionReader(table, options);
    Relation relation = reader.relation();
    ServerAccess access = reader.access(relation);
    DataType rowType = context.getPhysicalRowDataType();
    Map<String, Column> columns =
        new DeclaredColumns(table, relation).check(rowType, ServerColumns.of(relation, access));
    ScanSettings settings =
        new ScanSettings(
            options.get(ClickHouseOptions.SCAN_SPLIT),
            options.get(ClickHouseOptions.PUSH_DOWN_FILTERS));
    return options.get(ClickHouseOptions.PUSH_DOWN_AGGREGATES)
        ? new AggregatingTableSource(access, relation, settings, columns, rowType)
        : new ClickHouseTableSource(access, relation, settings, columns, rowType);
  }
}

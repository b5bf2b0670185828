package io.verity.audit.connector.clickhouse;

import io.verity.audit.connector.clickhouse.pushdown.Aggregates;
import io.verity.audit.connector.clickhouse.scan.Relation;
import io.verity.audit.connector.clickhouse.server.ServerAccess;
import io.verity.audit.connector.clickhouse.type.Column;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsAggregatePushDown;
import org.apache.flink.table.expressions.AggregateExpression;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * A scan that takes Flink's local aggregate, all of it or nothing. The planner offers it only
 *
 * <ul>
 *   <li>in batch mode, with {@code table.optimizer.source.aggregate-pushdown-enabled} = true (its
 *       default) and {@code table.optimizer.agg-phase-strategy} = {@code TWO_PHASE}: by itself it
 *       may plan one phase, and then has no local aggregate to push;
 *   <li>where every filter was pushed, and arguments and grouping are columns, not expressions;
 *   <li>where there is an aggregate: not for SELECT DISTINCT or COUNT(DISTINCT), nor one with a
 *       FILTER clause.
 * </ul>
 *
 * <p>AVG of a DECIMAL column is refused by the planner itself, with an error, for every source that
 * takes aggregates (Flink 2.3): write SUM(x) / COUNT(x), or declare the table with {@code
 * 'push-down.aggregates' = 'false'}, which is why that is a class of its own.
 */
final class AggregatingTableSource extends ClickHouseTableSource
    implements SupportsAggregatePushDown {

  private final ServerAccess access;
  private final Relation relation;
  private final ScanSettings settings;
  private final Map<String, Column> columns;
  private final DataType rowType;

  AggregatingTableSource(
      ServerAccess access,
      Relation relation,
      ScanSettings settings,
      Map<String, Column> columns,
      DataType rowType) {
    super(access, relation, settings, columns, rowType);
    this.access = access;
    this.relation = relation;
    this.settings = settings;
    this.columns = columns;
    this.rowType = rowType;
  }

  @Override
  public boolean applyAggregates(
      List<int[]> groupingSets, List<AggregateExpression> aggregates, DataType producedDataType) {
    if (groupingSets.size() != 1 || isLimited()) {
      return false;
    }
    Optional<Aggregates.Translated> translated =
        new Aggregates(projected())
            .translate(
                groupingSets.get(0), aggregates, (RowType) producedDataType.getLogicalType());
    translated.ifPresent(sql -> aggregate(sql, producedDataType));
    return translated.isPresent();
  }

  @Override
  public DynamicTableSource copy() {
    return copied(new AggregatingTableSource(access, relation, settings, columns, rowType));
  }
}

package io.verity.audit.connector.clickhouse;

import io.verity.audit.connector.clickhouse.pushdown.Aggregates;
import io.verity.audit.connector.clickhouse.pushdown.Filters;
import io.verity.audit.connector.clickhouse.scan.ClickHouseSource;
import io.verity.audit.connector.clickhouse.scan.PartitionLookup;
import io.verity.audit.connector.clickhouse.scan.Relation;
import io.verity.audit.connector.clickhouse.scan.ScanQuery;
import io.verity.audit.connector.clickhouse.server.ServerAccess;
import io.verity.audit.connector.clickhouse.type.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsLimitPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** A bounded scan of ClickHouse, which gathers what the planner can push down to it. */
class ClickHouseTableSource
    implements ScanTableSource,
        SupportsProjectionPushDown,
        SupportsFilterPushDown,
        SupportsLimitPushDown {

  private final ServerAccess access;
  private final Relation relation;
  private final ScanSettings settings;
  private final Map<String, Column> columns;

  private DataType producedType;
  private List<Column> projected;
  private Aggregates.Translated aggregate;
  private final List<String> filters = new ArrayList<>();
  private final List<String> timeFilters = new ArrayList<>();
  private long limit = -1;

  ClickHouseTableSource(
      ServerAccess access,
      Relation relation,
      ScanSettings settings,
      Map<String, Column> columns,
      DataType rowType) {
    this.access = access;
    this.relation = relation;
    this.settings = settings;
    this.columns = columns;
    this.producedType = rowType;
    this.projected = List.copyOf(columns.values());
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public boolean supportsNestedProjection() {
    return false;
  }

  @Override
  public void applyProjection(int[][] projectedFields, DataType producedDataType) {
    List<Column> all = List.copyOf(columns.values());
    projected = Arrays.stream(projectedFields).map(path -> all.get(path[0])).toList();
    producedType = producedDataType;
  }

  @Override
  public Result applyFilters(List<ResolvedExpression> conditions) {
    List<ResolvedExpression> accepted = new ArrayList<>();
    List<ResolvedExpression> remaining = new ArrayList<>();
    Filters translator = new Filters(columns);
    for (ResolvedExpression condition : conditions) {
      Optional<String> sql =
          settings.pushFilters() ? translator.translate(condition) : Optional.empty();
      (sql.isPresent() ? accepted : remaining).add(condition);
      sql.ifPresent(filters::add);
      sql.filter(any -> !relation.isQuery() && translator.isAboutTime(condition))
          .ifPresent(timeFilters::add);
    }
    return Result.of(accepted, remaining);
  }

  @Override
  public void applyLimit(long rows) {
    limit = rows;
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    ScanQuery query = query();
    return SourceProvider.of(
        new ClickHouseSource(
            access,
            query,
            splits(query) ? lookup() : null,
            (RowType) producedType.getLogicalType(),
            context.createTypeInformation(producedType)));
  }

  private PartitionLookup lookup() {
    return new PartitionLookup(
        List.copyOf(timeFilters), settings.split() == ClickHouseOptions.Split.PARTITION);
  }

  private ScanQuery query() {
    List<String> outputs =
        aggregate == null ? projected.stream().map(Column::selected).toList() : aggregate.outputs();
    List<String> groupBy = aggregate == null ? List.of() : aggregate.groupBy();
    return new ScanQuery(
        relation, outputs, List.copyOf(filters), groupBy, aggregate != null, limit);
  }

  private boolean splits(ScanQuery query) {
    return switch (settings.split()) {
      case AUTO -> !relation.isQuery() && !query.aggregated() && limit < 0;
      case PARTITION -> true;
      case NONE -> false;
    };
  }

  /** Pushes the aggregate down; from then on the scan produces its rows. */
  final void aggregate(Aggregates.Translated translated, DataType producedDataType) {
    aggregate = translated;
    producedType = producedDataType;
  }

  final List<Column> projected() {
    return projected;
  }

  final boolean isLimited() {
    return limit >= 0;
  }

  @Override
  public DynamicTableSource copy() {
    return copied(new ClickHouseTableSource(access, relation, settings, columns, producedType));
  }

  final ClickHouseTableSource copied(ClickHouseTableSource copy) {
    copy.producedType = producedType;
    copy.projected = projected;
    copy.aggregate = aggregate;
    copy.filters.addAll(filters);
    copy.timeFilters.addAll(timeFilters);
    copy.limit = limit;
    return copy;
  }

  /** The statement but for its query text; no password is in any of it. */
  @Override
  public String asSummaryString() {
    return "ClickHouse[" + relation.label() + "]";
  }
}

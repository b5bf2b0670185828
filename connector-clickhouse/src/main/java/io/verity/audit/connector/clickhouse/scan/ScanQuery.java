package io.verity.audit.connector.clickhouse.scan;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SELECT that a scan sends, but for the partition it is sent for.
 *
 * @param outputs the expressions selected, in the order of the produced row
 * @param filters conditions that all have to hold
 * @param groupBy what to group by, empty for none
 * @param aggregated whether the outputs are aggregates
 * @param limit rows at most, negative for all
 */
public record ScanQuery(
    Relation relation,
    List<String> outputs,
    List<String> filters,
    List<String> groupBy,
    boolean aggregated,
    long limit)
    implements Serializable {

  /** The driver finds columns by name, so each needs one of its own. */
  private static final String OUTPUT = "verity_output_";

  /** The whole statement. */
  public String sql(Optional<String> partition) {
    String selected =
        outputs.isEmpty()
            ? "1"
            : IntStream.range(0, outputs.size())
                .mapToObj(i -> outputs.get(i) + " AS " + OUTPUT + i)
                .collect(Collectors.joining(", "));
    return relation.select(selected, filters, partition)
        + (groupBy.isEmpty() ? "" : " GROUP BY " + String.join(", ", groupBy))
        + (limit < 0 ? "" : " LIMIT " + limit);
  }
}

package io.verity.audit.connector.clickhouse.scan;

import java.io.Serializable;
import java.util.List;

/**
 * Finds the partitions that can hold a matching row. Only conditions on times and dates are asked,
 * since partitions of the trail are months: others would read columns to spare nothing.
 *
 * @param required false where a relation without partitions, such as a view, is read by one query
 */
public record PartitionLookup(List<String> timeConditions, boolean required)
    implements Serializable {

  String sql(Relation relation) {
    String where = timeConditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", timeConditions);
    return "SELECT DISTINCT _partition_id AS id FROM "
        + Relation.quoted(relation.base())
        + where
        + " ORDER BY id";
  }
}

package io.verity.audit.cli.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The aggregates that reports are compared by, as one would write them by hand for ClickHouse. The
 * names are those of the results; what a report computes of its own beyond them is not compared.
 */
final class BareAggregates {

  private static final String IN_PERIOD =
      " FROM verity.verity_audit WHERE timestamp >= toDateTime64('%s', 3, 'UTC')"
              .formatted(sqlTime(TrailCompany.START))
          + " AND timestamp < toDateTime64('%s', 3, 'UTC')".formatted(sqlTime(TrailCompany.END));

  private static final String DATA =
      " AND event_type IN ('DATA_READ', 'DATA_EXPORTED', 'DATA_DISCLOSED')";

  private BareAggregates() {}

  /** SELECTs by name, in the order in which they are measured. */
  static Map<String, String> all() {
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put(
        "events_by_type", "SELECT event_type, count()" + IN_PERIOD + " GROUP BY event_type");
    queries.put("events_by_actor", "SELECT actor_id, count()" + IN_PERIOD + " GROUP BY actor_id");
    queries.put(
        "events_by_day",
        "SELECT toDate(timestamp, 'UTC') AS day, count()" + IN_PERIOD + " GROUP BY day");
    queries.put(
        "distinct_actors_and_resources",
        "SELECT count(), uniqExact(actor_id), uniqExact(resource_type, resource_id)" + IN_PERIOD);
    queries.put(
        "logins_by_actor",
        "SELECT actor_id, count(), max(timestamp)"
            + IN_PERIOD
            + " AND event_type = 'LOGIN_SUCCEEDED' GROUP BY actor_id");
    queries.put(
        "accesses_by_asset",
        "SELECT resource_id, count(), countIf(event_type = 'DATA_EXPORTED')"
            + IN_PERIOD
            + DATA
            + " GROUP BY resource_id");
    queries.put(
        "accesses_by_outcome",
        "SELECT JSONExtractString(details, 'outcome') AS outcome, count()"
            + IN_PERIOD
            + DATA
            + " GROUP BY outcome");
    queries.put(
        "accesses_by_purpose",
        "SELECT JSONExtractString(details, 'purpose') AS purpose, count()"
            + IN_PERIOD
            + DATA
            + " AND JSONExtractString(details, 'subject_id') != '' GROUP BY purpose");
    queries.put(
        "shared_ids",
        "SELECT uniqExact(actor_id) FROM (SELECT actor_id, timestamp AS at, origin,"
            + " lagInFrame(timestamp) OVER logins AS before,"
            + " lagInFrame(origin) OVER logins AS origin_before"
            + " FROM (SELECT actor_id, timestamp, JSONExtractString(details, 'origin') AS origin"
            + IN_PERIOD
            + " AND event_type = 'LOGIN_SUCCEEDED')"
            + " WINDOW logins AS (PARTITION BY actor_id ORDER BY timestamp"
            + " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW))"
            + " WHERE origin_before != '' AND origin != '' AND origin != origin_before"
            + " AND dateDiff('millisecond', before, at) < 600000");
    return queries;
  }

  private static String sqlTime(java.time.Instant time) {
    return time.toString().replace('T', ' ').replace("Z", "");
  }
}

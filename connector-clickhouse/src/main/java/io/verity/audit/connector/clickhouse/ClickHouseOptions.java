package io.verity.audit.connector.clickhouse;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of {@code CREATE TABLE ... WITH ('connector' = 'clickhouse', ...)}. */
public final class ClickHouseOptions {

  /** How a scan is cut into queries that run side by side. */
  public enum Split {
    /** By partition for a table read row by row; one query for everything else. */
    AUTO,
    /** By partition, always. In query mode only right where no group spans two partitions. */
    PARTITION,
    /** One query. */
    NONE
  }

  public static final ConfigOption<String> URL =
      ConfigOptions.key("url")
          .stringType()
          .noDefaultValue()
          .withDescription("ClickHouse's HTTP address, http(s)://host:port.");

  public static final ConfigOption<String> USERNAME =
      ConfigOptions.key("username").stringType().defaultValue("default");

  public static final ConfigOption<String> PASSWORD =
      ConfigOptions.key("password").stringType().defaultValue("");

  public static final ConfigOption<String> CERTIFICATES =
      ConfigOptions.key("certificates")
          .stringType()
          .defaultValue("")
          .withDescription(
              "PEM file of the authorities to trust in place of Java's, on every machine.");

  public static final ConfigOption<String> TABLE_NAME =
      ConfigOptions.key("table-name")
          .stringType()
          .noDefaultValue()
          .withDescription("The table to read, database.table. Either this or query.");

  public static final ConfigOption<String> QUERY =
      ConfigOptions.key("query")
          .stringType()
          .noDefaultValue()
          .withDescription("A ClickHouse SELECT to read as a table; the trail is its CTE audit.");

  public static final ConfigOption<String> SNAPSHOT_RUN_ID =
      ConfigOptions.key("snapshot.run-id")
          .stringType()
          .noDefaultValue()
          .withDescription("Reads only the batches that this report run has pinned.");

  public static final ConfigOption<Split> SCAN_SPLIT =
      ConfigOptions.key("scan.split").enumType(Split.class).defaultValue(Split.AUTO);

  public static final ConfigOption<Boolean> PUSH_DOWN_FILTERS =
      ConfigOptions.key("push-down.filters").booleanType().defaultValue(true);

  public static final ConfigOption<Boolean> PUSH_DOWN_AGGREGATES =
      ConfigOptions.key("push-down.aggregates").booleanType().defaultValue(true);

  public static final ConfigOption<Duration> SOCKET_TIMEOUT =
      ConfigOptions.key("socket.timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(30))
          .withDescription("How long ClickHouse may be silent before a read is given up.");

  private ClickHouseOptions() {}
}

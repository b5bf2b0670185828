/** ClickHouse as a Flink SQL table, on Flink's JDBC connector. */
package io.verity.audit.connector.clickhouse;

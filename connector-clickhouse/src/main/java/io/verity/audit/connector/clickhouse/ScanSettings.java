package io.verity.audit.connector.clickhouse;

/** What the DDL says of how a table is scanned. */
record ScanSettings(ClickHouseOptions.Split split, boolean pushFilters) {}

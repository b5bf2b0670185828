/**
 * A campaign of {@code kill -9} against the whole way from Kafka to ClickHouse, under load, with an
 * oracle that knows every record which Kafka acknowledged.
 */
package io.verity.audit.cli.chaos;

package io.verity.audit.connector.clickhouse;

/**
 * Told of every query that ended, in the process that ran it. Found by {@link
 * java.util.ServiceLoader}: name an implementation in {@code
 * META-INF/services/io.verity.audit.connector.clickhouse.QueryObserver}. It has to be thread-safe,
 * and what it throws fails the read.
 */
public interface QueryObserver {

  void ended(QueryRun run);
}

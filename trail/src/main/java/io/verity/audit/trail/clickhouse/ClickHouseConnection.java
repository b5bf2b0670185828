package io.verity.audit.trail.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.verity.audit.trail.RowBinaryReader;
import io.verity.audit.trail.TrailStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * ClickHouse over HTTP, by its own client, with that client's retries switched off: whether a
 * statement may be sent again is the protocol's decision. Thread-safe.
 */
public final class ClickHouseConnection implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration NETWORK_GRACE = Duration.ofSeconds(5);

  private final ClickHouseAccess access;
  private final Client client;

  public ClickHouseConnection(ClickHouseAccess access, int connections) {
    this.access = access;
    Client.Builder builder =
        new Client.Builder()
            .addEndpoint(access.url())
            .setUsername(access.user())
            .setPassword(access.password())
            .setMaxConnections(connections)
            .setConnectTimeout(CONNECT_TIMEOUT.toMillis(), ChronoUnit.MILLIS)
            .setConnectionRequestTimeout(CONNECT_TIMEOUT.toMillis() * 12, ChronoUnit.MILLIS)
            .setSocketTimeout(SOCKET_TIMEOUT.toMillis(), ChronoUnit.MILLIS)
            .retryOnFailures(ClientFaultCause.None)
            .setMaxRetries(0)
            .compressServerResponse(false)
            .compressClientRequest(false);
    if (!access.certificates().isEmpty()) {
      builder.setRootCertificate(access.certificates());
    }
    this.client = builder.build();
  }

  public ClickHouseAccess access() {
    return access;
  }

  /** What a caller does with the rows of an answer. */
  @FunctionalInterface
  public interface RowsFunction<T> {
    T apply(RowBinaryReader rows) throws IOException;
  }

  /**
   * Runs a SELECT and hands its rows over as they arrive.
   *
   * @param what said in the error, for example "reading the ledger"
   */
  public <T> T query(
      String what, String sql, Map<String, Object> parameters, RowsFunction<T> function) {
    return query(what, sql, parameters, Map.of(), SOCKET_TIMEOUT, function);
  }

  /**
   * Runs a SELECT with settings of the server's.
   *
   * @param silence how long the server may take before it sends anything, and between two rows
   */
  public <T> T query(
      String what,
      String sql,
      Map<String, Object> parameters,
      Map<String, String> serverSettings,
      Duration silence,
      RowsFunction<T> function) {
    QuerySettings settings = new QuerySettings().setFormat(ClickHouseFormat.RowBinary);
    serverSettings.forEach(settings::serverSetting);
    settings.setNetworkTimeout(silence.toMillis(), ChronoUnit.MILLIS);
    try (var response = client.query(sql, parameters, settings).get();
        RowBinaryReader rows = new RowBinaryReader(response.getInputStream())) {
      return function.apply(rows);
    } catch (InterruptedException e) {
      throw interrupted(what, e);
    } catch (TrailStoreException | InterruptedStoreException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new TrailStoreException(what + ": " + e.getMessage(), 0, false, e);
    } catch (Exception e) {
      throw ClickHouseErrors.translate(what, access, e);
    }
  }

  /** One INSERT; {@code settings} are the server's. */
  public void insert(
      String what,
      String table,
      InputStream rows,
      ClickHouseFormat format,
      boolean lz4,
      Duration executionLimit,
      Map<String, String> settings) {
    InsertSettings insert = new InsertSettings();
    settings.forEach(insert::serverSetting);
    insert.serverSetting(
        "max_execution_time", Long.toString(Math.max(1, executionLimit.toSeconds())));
    insert.setNetworkTimeout(executionLimit.plus(NETWORK_GRACE).toMillis(), ChronoUnit.MILLIS);
    if (lz4) {
      insert.appCompressedData(true, "lz4");
    }
    try (var response = client.insert(table, rows, format, insert).get()) {
      response.getWrittenRows();
    } catch (InterruptedException e) {
      throw interrupted(what, e);
    } catch (Exception e) {
      throw ClickHouseErrors.translate(what, access, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private static InterruptedStoreException interrupted(String what, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new InterruptedStoreException(what, cause);
  }
}

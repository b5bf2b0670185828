package io.verity.audit.control.holds.keeper;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.GenericRecord;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import io.verity.audit.trail.clickhouse.TlsProblem;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long ClickHouse keeps rows of the trail: reads it, takes it away, gives it back. */
final class TrailTtl implements AutoCloseable {

  private static final String DATABASE = "verity";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int LONGEST = 400;

  /** Unknown user, wrong password, no rights: REQUIRED_PASSWORD, AUTHENTICATION_FAILED, ... */
  private static final Set<Integer> LASTING = Set.of(192, 193, 194, 497, 516);

  private final String url;
  private final String user;
  private final Client client;

  TrailTtl(ClickHouseAccess access) {
    this.url = access.url();
    this.user = access.user();
    Client.Builder builder =
        new Client.Builder()
            .addEndpoint(url)
            .setUsername(user)
            .setPassword(access.password())
            .setMaxConnections(1)
            .setConnectTimeout(CONNECT_TIMEOUT.toMillis(), ChronoUnit.MILLIS)
            .setSocketTimeout(TIMEOUT.toMillis(), ChronoUnit.MILLIS)
            .retryOnFailures(ClientFaultCause.None)
            .setMaxRetries(0)
            .compressServerResponse(false)
            .compressClientRequest(false);
    if (!access.certificates().isEmpty()) {
      builder.setRootCertificate(access.certificates());
    }
    this.client = builder.build();
  }

  /**
   * @return empty where the table has none
   * @throws TrailException where there is no such table, or no answer
   */
  String of(String table) {
    List<GenericRecord> rows;
    try {
      rows =
          client.queryAll(
              "SELECT engine_full FROM system.tables WHERE database = {database:String}"
                  + " AND name = {table:String}",
              Map.of("database", DATABASE, "table", table));
    } catch (RuntimeException e) {
      throw failure("the retention of " + table + " could not be read", e);
    }
    if (rows.isEmpty()) {
      throw new TrailException(
          "ClickHouse at %s has no table %s.%s that \"%s\" can see: install the trail's schema"
              .formatted(url, DATABASE, table, user),
          true,
          null);
    }
    return TtlText.of(rows.get(0).getString(1));
  }

  void remove(String table) {
    alter(table, "REMOVE TTL");
  }

  /** As {@link #of} gave it. */
  void set(String table, String ttl) {
    alter(table, "MODIFY TTL " + ttl);
  }

  private void alter(String table, String change) {
    try (var response =
        client
            .execute("ALTER TABLE " + DATABASE + "." + table + " " + change)
            .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      response.getReadRows();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("the retention of " + table + " was not changed", e);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      throw failure("the retention of " + table + " could not be changed", e);
    } catch (Exception e) {
      throw new IllegalStateException("an answer could not be closed", e);
    }
  }

  private TrailException failure(String what, Exception e) {
    Throwable root = e;
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof ServerException server && server.getCode() > 0) {
        return new TrailException(
            "%s: ClickHouse at %s refuses \"%s\": %s"
                .formatted(what, url, user, line(server.getMessage())),
            !LASTING.contains(server.getCode()),
            e);
      }
      root = at;
    }
    Optional<TlsProblem> tls = TlsProblem.in(e);
    String why = tls.map(TlsProblem::words).orElse(line(root.getMessage()));
    return new TrailException(
        "%s: no answer from ClickHouse at %s: %s".formatted(what, url, why),
        tls.filter(TlsProblem::isLasting).isEmpty(),
        e);
  }

  private static String line(String message) {
    String first = String.valueOf(message).lines().findFirst().orElse("");
    return first.length() <= LONGEST ? first : first.substring(0, LONGEST) + "...";
  }

  @Override
  public void close() {
    client.close();
  }
}

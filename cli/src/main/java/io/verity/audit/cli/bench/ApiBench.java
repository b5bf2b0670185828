package io.verity.audit.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import io.verity.audit.cli.access.ControlServers;
import io.verity.audit.cli.access.ServerAccess;
import io.verity.audit.cli.access.StackServers;
import io.verity.audit.cli.job.ControlProcess;
import io.verity.audit.control.auth.LocalIssuer;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.config.ControlOption;
import io.verity.audit.stack.LocalStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast the API takes requests for reports: a fixed number a second, each sent when it is due
 * whether or not the ones before it were answered, and its time counted from when it was due. The
 * control plane has a real PostgreSQL, no launcher and no rate limit.
 */
public final class ApiBench {

  private static final int ACCEPTED = 202;
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;
  private static final double P999 = 0.999;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String BODY =
      "{\"framework\":\"soc2\",\"period_start\":\"2026-01-01\",\"period_end\":\"2026-04-01\","
          + "\"formats\":[\"pdf\"]}";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI reports;
  private final String token;

  private ApiBench(String api, String token) {
    this.reports = URI.create(api + "/v1/reports");
    this.token = token;
  }

  /** Times in milliseconds, from when a request was due to its whole answer. */
  @JsonPropertyOrder({"rate", "seconds", "requests", "accepted"})
  public record Result(
      int rate,
      int seconds,
      int requests,
      int accepted,
      @JsonProperty("p50_ms") double p50,
      @JsonProperty("p99_ms") double p99,
      @JsonProperty("p999_ms") double p999,
      @JsonProperty("max_ms") double max,
      @JsonProperty("cpu_seconds_control_plane") double controlCpu,
      @JsonProperty("cpu_seconds_postgres") double postgresCpu) {}

  /**
   * @param rate requests a second
   */
  public static Result run(
      LocalStack stack,
      Path folder,
      Map<String, String> environment,
      int rate,
      int seconds,
      Progress progress)
      throws InterruptedException {
    StackServers servers = new StackServers(stack, new ServerAccess(folder, environment));
    try (ControlProcess control =
        new ControlServers(stack, servers, environment, folder)
            .command(folder.resolve("reports"))
            .with(ControlOption.CONTROL_LAUNCHER, "none")
            .with(ControlOption.CONTROL_RATE_LIMIT, "0")
            .start()) {
      String token =
          LocalIssuer.in(ControlServers.issuerFolder(folder))
              .token("bench", EnumSet.of(Role.REQUESTER), Duration.ofHours(1));
      ApiBench bench = new ApiBench(control.awaitReady(), token);
      progress.line("warming up for " + WARM_UP.toSeconds() + " s");
      bench.load(rate, (int) WARM_UP.toSeconds(), progress);
      ProcessUsage api = ProcessUsage.of(control.pid());
      double postgres = ProcessUsage.cpuSecondsOfTree(stack.postgres().pid());
      Load load = bench.load(rate, seconds, progress);
      return load.result(
          rate,
          seconds,
          rounded(api.cpuSeconds()),
          rounded(ProcessUsage.cpuSecondsOfTree(stack.postgres().pid()) - postgres));
    }
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 100) / 100.0;
  }

  private Load load(int rate, int seconds, Progress progress) throws InterruptedException {
    Load load = new Load(rate * seconds);
    long began = System.nanoTime();
    try (Progress.Counter counter = progress.count("requesting", load.total())) {
      for (int i = 0; i < load.total(); i++) {
        long due = began + TimeUnit.SECONDS.toNanos(i) / rate;
        for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
          LockSupport.parkNanos(due - now);
        }
        int number = i;
        http.sendAsync(request(), BodyHandlers.ofString())
            .whenComplete(
                (answer, error) ->
                    load.answered(number, due, error == null ? answer.statusCode() : 0));
        counter.at(i);
      }
    }
    load.awaitAll();
    return load;
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(reports)
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .POST(BodyPublishers.ofString(BODY))
        .build();
  }

  /** What came back of the requests of one run. */
  private static final class Load {
    private final long[] nanos;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Semaphore answered = new Semaphore(0);

    Load(int total) {
      nanos = new long[total];
    }

    int total() {
      return nanos.length;
    }

    void answered(int number, long due, int status) {
      nanos[number] = System.nanoTime() - due;
      if (status == ACCEPTED) {
        accepted.incrementAndGet();
      }
      answered.release();
    }

    void awaitAll() throws InterruptedException {
      if (!answered.tryAcquire(total(), 2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new CliException(
            (total() - answered.availablePermits()) + " requests were never answered");
      }
    }

    Result result(int rate, int seconds, double controlCpu, double postgresCpu) {
      long[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return new Result(
          rate,
          seconds,
          total(),
          accepted.get(),
          percentile(sorted, P50),
          percentile(sorted, P99),
          percentile(sorted, P999),
          percentile(sorted, 1),
          controlCpu,
          postgresCpu);
    }

    /** Nearest rank. */
    private static double percentile(long[] sorted, double share) {
      int rank = (int) Math.ceil(share * sorted.length);
      return Math.round(sorted[Math.max(rank, 1) - 1] / 10_000.0) / 100.0;
    }
  }
}

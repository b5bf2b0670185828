package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What all replicas together ask of a source, counted by the database. */
class SourceBudgetITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private static final int REPLICAS = 6;
  private static final Duration LONG = Duration.ofMinutes(5);

  private final String source = "source-" + UUID.randomUUID();
  private final Database database = Database.pooled(SERVER.access("control"), REPLICAS);
  private final SourceBudget budget = new SourceBudget(database);
  private final ExecutorService threads = Executors.newFixedThreadPool(REPLICAS);

  @AfterEach
  void end() {
    threads.shutdownNow();
    database.close();
  }

  @Test
  void howeverManyAskItIsNotAskedMoreOftenThanItMay() throws Exception {
    int perSecond = 20;
    int each = 40;
    double began = databaseSeconds();
    List<Callable<Duration>> replicas = new ArrayList<>();
    for (int replica = 0; replica < REPLICAS; replica++) {
      replicas.add(
          () -> {
            Duration longest = Duration.ZERO;
            for (int i = 0; i < each; i++) {
              Duration wait = budget.reserve(source, perSecond);
              longest = wait.compareTo(longest) > 0 ? wait : longest;
            }
            return longest;
          });
    }
    Duration longest = Duration.ZERO;
    for (Future<Duration> replica : threads.invokeAll(replicas)) {
      longest = replica.get().compareTo(longest) > 0 ? replica.get() : longest;
    }
    double needed = REPLICAS * each / (double) perSecond;
    double took = databaseSeconds() - began;
    // every call has an interval of its own, which none shares and none loses
    assertThat(nextAt() - began).isBetween(needed, needed + took);
    assertThat(longest.toMillis() / 1e3).isBetween(needed - took - 0.1, needed);
  }

  @Test
  void momentsAreOneIntervalApart() {
    budget.reserve(source, 0.1);
    Duration second = budget.reserve(source, 0.1);
    Duration third = budget.reserve(source, 0.1);
    assertThat(second).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
    assertThat(third).isBetween(Duration.ofSeconds(18), Duration.ofSeconds(20));
  }

  @Test
  void aSourceThatWasLeftAloneIsAskedAtOnceButHasSavedNothingUp() {
    budget.reserve(source, 1000);
    await().atMost(Duration.ofSeconds(5)).until(() -> databaseSeconds() > nextAt() + 0.2);
    assertThat(budget.reserve(source, 0.5)).isZero();
    assertThat(budget.reserve(source, 0.5)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void neverMoreAtATimeThanThereAreSlots() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Callable<Integer>> replicas = new ArrayList<>();
    for (int replica = 0; replica < REPLICAS; replica++) {
      replicas.add(
          () -> {
            int got = 0;
            while (got < 10) {
              Optional<UUID> slot = budget.acquire(source, 2, LONG);
              if (slot.isPresent()) {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.yield();
                now.decrementAndGet();
                budget.release(source, slot.get());
                got++;
              }
            }
            return got;
          });
    }
    for (Future<Integer> replica : threads.invokeAll(replicas)) {
      assertThat(replica.get()).isEqualTo(10);
    }
    assertThat(most.get()).isEqualTo(2);
  }

  @Test
  void aSlotOfOneWhoDiedIsFreeAgain() {
    UUID dead = budget.acquire(source, 1, Duration.ofMillis(300)).orElseThrow();
    assertThat(budget.acquire(source, 1, LONG)).isEmpty();
    UUID heir =
        await()
            .atMost(Duration.ofSeconds(5))
            .until(() -> budget.acquire(source, 1, LONG), Optional::isPresent)
            .orElseThrow();
    budget.release(source, dead);
    assertThat(budget.acquire(source, 1, LONG)).isEmpty();
    budget.release(source, heir);
    assertThat(budget.acquire(source, 1, LONG)).isPresent();
  }

  @Test
  void aClockThatStoodWrongHoldsNobodyUp() {
    budget.reserve(source, 10);
    budget.acquire(source, 1, LONG).orElseThrow();
    SERVER.sql(
        "admin",
        "UPDATE source_rates SET next_at = next_at + interval '1 year' WHERE source = '%s'"
            .formatted(source));
    SERVER.sql(
        "admin",
        "UPDATE source_slots SET held_until = held_until + interval '1 year' WHERE source = '%s'"
            .formatted(source));
    assertThat(budget.reserve(source, 10)).isZero();
    assertThat(budget.reserve(source, 10)).isPositive();
    assertThat(budget.acquire(source, 1, LONG)).isPresent();
    assertThat(budget.acquire(source, 1, LONG)).isEmpty();
  }

  @Test
  void whatIsConfiguredAnewCounts() {
    budget.acquire(source, 1, LONG).orElseThrow();
    assertThat(budget.acquire(source, 3, LONG)).isPresent();
    assertThat(budget.acquire(source, 3, LONG)).isPresent();
    assertThat(budget.acquire(source, 3, LONG)).isEmpty();
  }

  private static double databaseSeconds() {
    return Double.parseDouble(
        SERVER.sql("control", "SELECT extract(epoch FROM clock_timestamp())"));
  }

  private double nextAt() {
    return Double.parseDouble(
        SERVER.sql(
            "control",
            "SELECT extract(epoch FROM next_at) FROM source_rates WHERE source = '%s'"
                .formatted(source)));
  }
}

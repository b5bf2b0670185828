package io.verity.audit.collect.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionRequest;
import io.verity.audit.collect.engine.CronTimes.Period;
import io.verity.audit.collect.source.Secrets;
import io.verity.audit.collect.source.SourceSettings;
import io.verity.audit.store.SourceBudget;
import io.verity.audit.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What a handler sees of its task; its time runs from when this is made. */
final class SourceCall implements CollectionRequest {

  private static final Secrets SECRETS = new Secrets(System.getenv());

  private final SourceSettings source;
  private final JsonNode request;
  private final Period period;
  private final SourceBudget budget;
  private final long began = System.nanoTime();

  SourceCall(SourceSettings source, JsonNode request, Period period, SourceBudget budget) {
    this.source = source;
    this.request = request;
    this.period = period;
    this.budget = budget;
  }

  @Override
  public Instant periodStart() {
    return period.start();
  }

  @Override
  public Instant periodEnd() {
    return period.end();
  }

  @Override
  public String source() {
    return source.name();
  }

  @Override
  public Map<String, String> settings() {
    return source.settings();
  }

  @Override
  public JsonNode request() {
    return request;
  }

  @Override
  public String secret(String setting) throws CollectionException {
    return SECRETS.read(source, setting);
  }

  @Override
  public void beforeCall() throws CollectionException, InterruptedException {
    Duration wait;
    try {
      wait = budget.reserve(source.name(), source.requestsPerSecond());
    } catch (StoreException e) {
      throw CollectionException.passing(
          "may not be asked while the database that counts its calls is away", e);
    }
    if (wait.compareTo(timeLeft()) > 0) {
      throw CollectionException.passing(
          "is asked so often that its rate of %s calls per second leaves no room within %d s"
              .formatted(source.requestsPerSecond(), source.timeout().toSeconds()),
          null);
    }
    if (!wait.isNegative() && !wait.isZero()) {
      // rounded up: too early would be above the rate
      Thread.sleep(wait.toMillis() + 1);
    }
  }

  @Override
  public Duration timeLeft() {
    Duration left = source.timeout().minusNanos(System.nanoTime() - began);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Handlers give up a little before their time is over. */
  boolean isOverdue() {
    return timeLeft().compareTo(source.timeout().dividedBy(20)) < 0;
  }

  @Override
  public long maxBytes() {
    return source.maxBytes();
  }
}

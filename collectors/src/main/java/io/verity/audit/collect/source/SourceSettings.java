package io.verity.audit.collect.source;

import java.time.Duration;
import java.util.Map;

/**
 * A system that evidence is collected from, as an installation configures it.
 *
 * @param kind name of the handler that may ask it
 * @param settings as that handler wants them; a secret stands there as {@code env:NAME} or {@code
 *     file:PATH} and nothing else
 * @param requestsPerSecond all replicas together
 * @param concurrency calls at a time, all replicas together
 * @param timeout for one control's collection from it
 */
public record SourceSettings(
    String name,
    String kind,
    Map<String, String> settings,
    double requestsPerSecond,
    int concurrency,
    Duration timeout,
    long maxBytes) {

  public SourceSettings {
    settings = Map.copyOf(settings);
  }
}

package io.verity.audit.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What is asked of a handler. */
public interface CollectionRequest {

  Instant periodStart();

  /** Not part of the period. */
  Instant periodEnd();

  /** The source's name. */
  String source();

  /** How the installation reaches it: url, user and so on; secrets are read by {@link #secret}. */
  Map<String, String> settings();

  /** What the control asks of it. */
  JsonNode request();

  /** A secret of the source, read from the environment or from a file just now. */
  String secret(String setting) throws CollectionException;

  /**
   * Waits until the source may be asked again.
   *
   * @throws CollectionException where the time for this collection would be over before
   */
  void beforeCall() throws CollectionException, InterruptedException;

  /** What is left of the time that this source may take. */
  Duration timeLeft();

  /** How much a source may answer, in bytes; more is refused. */
  long maxBytes();
}

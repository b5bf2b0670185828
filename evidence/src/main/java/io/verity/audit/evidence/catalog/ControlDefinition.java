package io.verity.audit.evidence.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;

/**
 * A control as data: what to collect, from where, when, and what has to be true of it.
 *
 * @param id derived from framework and control id: the same everywhere and always
 * @param collectionFn name of the handler: http, sql, config, search, manual, or a user's own
 * @param schedule Unix cron expression of five fields, in UTC
 * @param sources asked one by one; none for a manual one
 * @param expectations what makes the control pass
 * @param definition all of it as JSON, as it is stored
 * @param sha256 of the canonical form of definition
 */
public record ControlDefinition(
    UUID id,
    String framework,
    String controlId,
    String name,
    String description,
    String collectionFn,
    String schedule,
    List<SourceRequest> sources,
    List<Expectation> expectations,
    JsonNode definition,
    String sha256) {

  /** Whoever collects this uploads it. */
  public static final String MANUAL = "manual";

  /**
   * What is asked of one source.
   *
   * @param source name under which an installation configures it, for example {@code trail}
   * @param request as the handler wants it
   */
  public record SourceRequest(String source, JsonNode request) {}

  /** How bad it is where an expectation is not met. */
  public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW
  }

  /**
   * Something that has to be true of what was collected.
   *
   * @param source whose section of the payload it is about; null: of each source
   * @param pointer JSON Pointer into the section's data; empty: all of it
   * @param schema JSON Schema 2020-12 that the value there has to satisfy
   * @param remediation what to do where it does not
   */
  public record Expectation(
      String name,
      String title,
      String source,
      String pointer,
      JsonNode schema,
      Severity severity,
      String remediation) {}

  public boolean isManual() {
    return MANUAL.equals(collectionFn);
  }
}

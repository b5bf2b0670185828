package io.verity.audit.report.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;

/**
 * One event of a scenario.
 *
 * @param details the trail's column: an object's text, or whatever text a producer sent instead
 * @param fields the object in {@code details}; missing where the text is none
 * @param at milliseconds since 1970
 */
public record ScenarioEvent(
    String eventId,
    String type,
    String actorId,
    String actorType,
    String resourceType,
    String resourceId,
    String action,
    String details,
    JsonNode fields,
    long at) {

  /** The order that breaks ties: by time, then by the text of the event id. */
  static final Comparator<ScenarioEvent> ORDER =
      Comparator.comparingLong(ScenarioEvent::at).thenComparing(ScenarioEvent::eventId);

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** The object in the text of details; missing where the text holds no object. */
  static JsonNode parse(String details) {
    try {
      JsonNode node = JSON.readTree(details);
      return node.isObject() ? node : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  boolean is(String... types) {
    for (String candidate : types) {
      if (type.equals(candidate)) {
        return true;
      }
    }
    return false;
  }

  /** A text in the details; null where there is none. */
  String text(String name) {
    return fields.path(name).textValue();
  }

  /** A number in the details; null where there is none. */
  BigDecimal number(String name) {
    return fields.path(name).isNumber() ? fields.path(name).decimalValue() : null;
  }

  boolean isTrue(String name) {
    return fields.path(name).isBoolean() && fields.path(name).booleanValue();
  }

  /** A time in the details, in milliseconds; null where there is none. */
  Long time(String name) {
    try {
      return text(name) == null ? null : Instant.parse(text(name)).toEpochMilli();
    } catch (DateTimeException e) {
      return null;
    }
  }
}

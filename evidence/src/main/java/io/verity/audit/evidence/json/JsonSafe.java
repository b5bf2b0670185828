package io.verity.audit.evidence.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import org.erdtman.jcs.NumberToJSON;

/**
 * Makes a JSON value one that keeps its hash through PostgreSQL's JSONB: no U+0000, no half
 * surrogate pairs, and no number that a double would change.
 */
public final class JsonSafe {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final char REPLACEMENT = '\uFFFD';
  private static final int LONGEST = 400;

  private JsonSafe() {}

  /**
   * The same value, with what can't be kept replaced: characters by U+FFFD, numbers by their text.
   */
  public static JsonNode clean(JsonNode value) {
    if (value.isObject()) {
      ObjectNode object = NODES.objectNode();
      value.properties().forEach(e -> object.set(text(e.getKey()), clean(e.getValue())));
      return object;
    } else if (value.isArray()) {
      ArrayNode array = NODES.arrayNode();
      value.forEach(item -> array.add(clean(item)));
      return array;
    } else if (value.isTextual()) {
      return NODES.textNode(text(value.textValue()));
    } else if (value.isNumber()) {
      return number(value);
    } else if (value.isBinary() || value.isPojo()) {
      return NODES.textNode(text(value.asText()));
    }
    return value.isMissingNode() ? NODES.nullNode() : value;
  }

  private static JsonNode number(JsonNode value) {
    if (isKept(value)) {
      return value;
    }
    boolean isExact = value.isBigDecimal() || value.isIntegralNumber();
    return NODES.textNode(isExact ? digits(value.decimalValue()) : value.asText());
  }

  /** With an exponent where that is long: 1e999999999 would become a text of a gigabyte. */
  private static String digits(BigDecimal exact) {
    return Math.abs((long) exact.scale()) > LONGEST ? exact.toString() : exact.toPlainString();
  }

  /**
   * Whether a number is that of a double, as RFC 8785 spells it: 0.1 is, though no double is
   * exactly that; 2^53 + 1 is not.
   */
  static boolean isKept(JsonNode number) {
    double near = number.doubleValue();
    if (!Double.isFinite(near) || !number.isBigDecimal() && !number.isIntegralNumber()) {
      return Double.isFinite(near);
    }
    try {
      // Java's own spelling isn't always the shortest before JDK 19
      BigDecimal spelled = new BigDecimal(NumberToJSON.serializeNumber(near));
      BigDecimal exact = number.decimalValue();
      return spelled.compareTo(exact) == 0 || new BigDecimal(near).compareTo(exact) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String text(String value) {
    StringBuilder clean = null;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < value.length()
              && Character.isLowSurrogate(value.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        clean = clean == null ? new StringBuilder(value) : clean;
        clean.setCharAt(i, REPLACEMENT);
      }
    }
    return clean == null ? value : clean.toString();
  }
}

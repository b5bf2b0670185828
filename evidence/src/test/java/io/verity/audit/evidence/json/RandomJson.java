package io.verity.audit.evidence.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Random;

/** Any values at all: also those that have to be cleaned first. */
final class RandomJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  private RandomJson() {}

  static JsonNode object(Random random) {
    return NODES.objectNode().set("v", value(random, 0));
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 8)) {
      case 0 -> NODES.numberNode(Double.longBitsToDouble(random.nextLong()));
      case 1 -> NODES.numberNode(random.nextLong());
      case 2 -> NODES.numberNode(BigDecimal.valueOf(random.nextLong(), random.nextInt(40) - 10));
      case 3 -> NODES.textNode(text(random));
      case 4 -> NODES.booleanNode(random.nextBoolean());
      case 5 -> NODES.numberNode((random.nextInt(2_000_000) - 1_000_000) / 1000.0);
      case 6 -> array(random, depth);
      default -> object(random, depth);
    };
  }

  private static JsonNode array(Random random, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(value(random, depth + 1));
    }
    return array;
  }

  private static JsonNode object(Random random, int depth) {
    ObjectNode object = NODES.objectNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.set(text(random), value(random, depth + 1));
    }
    return object;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
    }
    return text.toString();
  }
}

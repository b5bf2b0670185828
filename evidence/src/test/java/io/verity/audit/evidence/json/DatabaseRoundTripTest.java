package io.verity.audit.evidence.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A hash outlives PostgreSQL's JSONB, which keeps neither the order of members nor the spelling of
 * numbers: it writes 1e-7 as 0.0000001.
 */
class DatabaseRoundTripTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .nodeFactory(NODES)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();
  private static final int VALUES = 3_000;

  @Test
  void keepsTheHash() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < VALUES; i++) {
      JsonNode value = JsonSafe.clean(RandomJson.object(random));
      byte[] canonical = CanonicalJson.bytes(value);
      String stored = JSON.writeValueAsString(asStored(JSON.readTree(canonical), random));

      assertThat(CanonicalJson.bytes(stored)).as("seed %d, %s", seed, stored).isEqualTo(canonical);
      assertThat(CanonicalJson.bytes(JsonMapper.builder().build().readTree(stored)))
          .as("seed %d, read as a tree: %s", seed, stored)
          .isEqualTo(canonical);
    }
  }

  /** Members in any order, numbers in digits only. */
  private static JsonNode asStored(JsonNode value, Random random) {
    if (value.isObject()) {
      List<String> names = new ArrayList<>();
      value.fieldNames().forEachRemaining(names::add);
      Collections.shuffle(names, random);
      ObjectNode object = NODES.objectNode();
      names.forEach(name -> object.set(name, asStored(value.get(name), random)));
      return object;
    } else if (value.isArray()) {
      ArrayNode array = NODES.arrayNode();
      value.forEach(item -> array.add(asStored(item, random)));
      return array;
    }
    return value.isNumber() ? NODES.numberNode(new BigDecimal(value.asText())) : value;
  }
}

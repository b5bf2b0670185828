package io.verity.audit.evidence.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class JsonSafeTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Test
  void leavesWhatIsSafe() {
    ObjectNode safe = NODES.objectNode();
    safe.put("text", "a\u00e9\ud83d\ude00\n").put("double", 0.1).put("flag", true).putNull("none");
    safe.put("decimal", new BigDecimal("0.10")).put("long", 1L << 53).putArray("list").add(1);

    assertThat(JsonSafe.clean(safe)).isEqualTo(safe);
  }

  @Test
  void replacesCharactersThatNoDatabaseKeeps() {
    ObjectNode json = NODES.objectNode();
    json.put("a\u0000", "x\u0000y").putArray("z").add("\ud800-").add("\udc00");

    assertThat(JsonSafe.clean(json))
        .hasToString("{\"a\uFFFD\":\"x\uFFFDy\",\"z\":[\"\uFFFD-\",\"\uFFFD\"]}");
  }

  @Test
  void spellsNumbersOutThatADoubleWouldChange() {
    ObjectNode json = NODES.objectNode();
    json.put("id", new BigInteger("9007199254740993"));
    json.put("sum", new BigDecimal("12345678901234567.89"));
    json.put("huge", new BigDecimal("1E400")).put("nan", Double.NaN);

    var clean = JsonSafe.clean(json);

    assertThat(clean.path("id").textValue()).isEqualTo("9007199254740993");
    assertThat(clean.path("sum").textValue()).isEqualTo("12345678901234567.89");
    assertThat(clean.path("huge").textValue()).hasSize(401);
    assertThat(clean.path("nan").textValue()).isEqualTo("NaN");
    assertThat(CanonicalJson.bytes(clean)).isNotEmpty();
  }
}

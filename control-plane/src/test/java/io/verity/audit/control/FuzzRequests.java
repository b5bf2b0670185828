package io.verity.audit.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.control.Api.Answer;
import io.verity.audit.control.OpenApi.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Makes calls of the document's operations, knowing nothing but the document. */
final class FuzzRequests {

  private static final String[] WILD = {
    "",
    " ",
    "null",
    "0",
    "-1",
    "99999999999999999999",
    "1e400",
    "NaN",
    "true",
    "[]",
    "{}",
    "'",
    "\"",
    "\\",
    "%00",
    "\0",
    "\n",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "' OR '1'='1",
    "${jndi:ldap://x}",
    "\uD800",
    "\u202E",
    "\uFFFF",
    "é",
    "𝔘𝔫𝔦",
    "2026-02-30",
    "0000-00-00",
    "2026-07-01T25:00:00Z",
    "-999999999-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "00000000-0000-0000-0000-000000000000",
    "x".repeat(600)
  };
  private static final Set<String> NOT_SENT = Set.of("getEvents", "streamEvents");

  private final List<String> ids;
  private final OpenApi document = OpenApi.get();

  FuzzRequests(List<String> ids) {
    this.ids = ids;
  }

  /** One call. */
  record Fuzzed(String method, String path, byte[] body, List<String> headers) {

    Answer sendBy(Api api) {
      return api.call(method, path, body, headers.toArray(new String[0]));
    }

    @Override
    public String toString() {
      String sent = body == null ? "" : new String(body, StandardCharsets.UTF_8);
      return method + " " + path + " " + headers + " " + sent;
    }
  }

  Arbitrary<Fuzzed> all() {
    List<Operation> operations =
        document.operations().stream()
            .filter(o -> !o.node().at("/responses/200/content").has("text/event-stream"))
            .filter(o -> !NOT_SENT.contains(o.id()))
            .toList();
    return Arbitraries.of(operations)
        .flatMap(
            operation ->
                Arbitraries.randomValue(random -> random.nextLong())
                    .map(seed -> call(operation, new Random(seed))));
  }

  private Fuzzed call(Operation operation, Random random) {
    String path = operation.path();
    List<String> query = new ArrayList<>();
    List<String> headers = new ArrayList<>();
    for (JsonNode one : operation.node().path("parameters")) {
      JsonNode parameter = document.resolve(one);
      String name = parameter.path("name").asText();
      String value = parameterValue(document.resolve(parameter.path("schema")), random);
      boolean sent =
          parameter.path("required").asBoolean() ? !chance(random, 20) : chance(random, 3);
      switch (parameter.path("in").asText()) {
        case "path" -> path = path.replace("{" + name + "}", pathValue(value, random));
        case "query" -> {
          if (sent) {
            query.add(encoded(name) + "=" + encoded(value));
          }
        }
        default -> {
          if (sent) {
            header(headers, name, value);
          }
        }
      }
    }
    if (chance(random, 15)) {
      query.add(encoded(wild(random)) + "=" + encoded(wild(random)));
    }
    if (chance(random, 20)) {
      header(headers, "X-Request-Id", wild(random));
    }
    if (chance(random, 15)) {
      header(headers, "Accept", chance(random, 2) ? "application/json" : wild(random));
    }
    if (operation.node().at("/parameters").toString().contains("Prefer")
        && headers.stream().noneMatch("Prefer"::equals)) {
      header(headers, "Prefer", "wait=0");
    }
    byte[] body = body(operation, random, headers);
    return new Fuzzed(
        operation.method(),
        query.isEmpty() ? path : path + "?" + String.join("&", query),
        body,
        headers);
  }

  private static boolean chance(Random random, int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private static String wild(Random random) {
    return WILD[random.nextInt(WILD.length)];
  }

  private static void header(List<String> headers, String name, String value) {
    String printable = value.replaceAll("[^ -~]", "?").strip();
    headers.add(name);
    // waiting for what nobody makes would be all that the test does
    headers.add(name.equals("Prefer") ? "wait=0, " + printable : printable);
  }

  private String parameterValue(JsonNode schema, Random random) {
    if (chance(random, 4)) {
      return wild(random);
    }
    JsonNode value = value(schema, random);
    return value.isTextual() ? value.asText() : value.toString();
  }

  private String pathValue(String value, Random random) {
    String chosen = chance(random, 2) ? ids.get(random.nextInt(ids.size())) : value;
    String encoded = encoded(chosen).replace("+", "%20");
    return encoded.isEmpty() ? "%20" : encoded;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private byte[] body(Operation operation, Random random, List<String> headers) {
    JsonNode content = operation.node().path("requestBody").path("content");
    if (content.isMissingNode()) {
      return operation.method().equals("POST") && chance(random, 5) ? bytes("{}") : null;
    }
    header(headers, "Content-Type", chance(random, 25) ? wild(random) : "application/json");
    if (chance(random, 25)) {
      return bytes(wild(random));
    }
    String json = value(content.path("application/json").path("schema"), random).toString();
    return switch (random.nextInt(25)) {
      case 0 -> bytes(json.substring(0, json.length() / 2));
      case 1 -> bytes(json + json);
      case 2 -> bytes(" ".repeat(70_000) + json);
      case 3 -> bytes("[".repeat(30_000));
      case 4 -> new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0};
      default -> bytes(json);
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Mostly what the schema allows. */
  private JsonNode value(JsonNode unresolved, Random random) {
    JsonNode schema = document.resolve(unresolved);
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (chance(random, 15)) {
      return switch (random.nextInt(5)) {
        case 0 -> json.nullNode();
        case 1 -> json.numberNode(random.nextLong());
        case 2 -> json.arrayNode().add(wild(random));
        case 3 -> json.objectNode().put(wild(random), wild(random));
        default -> json.textNode(wild(random));
      };
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
    }
    if (schema.has("example")) {
      return schema.get("example");
    }
    return switch (schema.path("type").asText()) {
      case "object" -> object(schema, random);
      case "array" -> {
        var array = json.arrayNode();
        int size = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
          array.add(value(schema.path("items"), random));
        }
        yield array;
      }
      case "integer" ->
          json.numberNode(chance(random, 3) ? random.nextInt() : random.nextInt(1_000));
      case "boolean" -> BooleanNode.valueOf(random.nextBoolean());
      default -> json.textNode(text(schema, random));
    };
  }

  private ObjectNode object(JsonNode schema, Random random) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    schema
        .path("properties")
        .fields()
        .forEachRemaining(f -> properties.put(f.getKey(), f.getValue()));
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    properties.forEach(
        (name, property) -> {
          boolean sent = required.contains(name) ? !chance(random, 25) : chance(random, 3);
          if (sent) {
            object.set(name, value(property, random));
          }
        });
    if (chance(random, 20)) {
      object.put(wild(random), wild(random));
    }
    return object;
  }

  private String text(JsonNode schema, Random random) {
    String pattern = schema.path("pattern").asText();
    if (schema.path("format").asText().equals("uuid") || pattern.contains("{8}")) {
      return ids.get(random.nextInt(ids.size()));
    }
    if (pattern.contains("[0-9a-f]{64}")) {
      String hash = "0123456789abcdef".repeat(4);
      return pattern.contains("\"") ? '"' + hash + '"' : hash;
    }
    if (pattern.startsWith("^bytes")) {
      return "bytes="
          + random.nextInt(9_000)
          + "-"
          + (chance(random, 2) ? random.nextInt(9_000) : "");
    }
    return "text-" + random.nextInt(1_000_000);
  }
}

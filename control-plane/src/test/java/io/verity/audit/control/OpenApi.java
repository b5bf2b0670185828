package io.verity.audit.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.verity.audit.control.http.OpenApiRoutes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The OpenAPI document, read by somebody who knows nothing else of the API. */
public final class OpenApi {

  private static final OpenApi DOCUMENT = new OpenApi();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private final JsonNode root;
  private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

  /** One call that the document describes. */
  public record Operation(String method, String path, JsonNode node) {

    public String id() {
      return node.path("operationId").asText();
    }
  }

  private OpenApi() {
    try {
      root = new YAMLMapper().readTree(OpenApiRoutes.document());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public static OpenApi get() {
    return DOCUMENT;
  }

  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    root.path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        method ->
                            operations.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()))));
    return operations;
  }

  /** What a reference points to; anything else is itself. */
  public JsonNode resolve(JsonNode node) {
    return node.has("$ref") && node.get("$ref").asText().startsWith("#/")
        ? root.at(node.get("$ref").asText().substring(1))
        : node;
  }

  private Optional<Operation> operation(String method, String rawPath) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    return operations().stream()
        .filter(o -> o.method().equals(wanted))
        .filter(o -> rawPath.matches(o.path().replaceAll("\\{[^}]+}", "[^/]+")))
        .findFirst();
  }

  /** Fails where the document does not allow this answer to that call. */
  public void check(String method, String rawPath, HttpResponse<byte[]> response) {
    String what = method + " " + rawPath + " -> " + response.statusCode();
    assertThat(response.headers().firstValue("X-Request-Id")).as(what).isPresent();
    Optional<Operation> operation = operation(method, rawPath);
    if (operation.isEmpty()) {
      assertThat(response.statusCode()).as(what).isIn(204, 400, 404, 405, 414, 429, 431, 501, 503);
      if (response.statusCode() != 204 && !method.equals("HEAD")) {
        checkBody(what, problem(), response.body());
      }
      return;
    }
    JsonNode answer =
        resolve(
            operation.get().node().path("responses").path(String.valueOf(response.statusCode())));
    assertThat(answer.isMissingNode())
        .as("%s is not in the document: %s", what, new String(response.body()))
        .isFalse();
    checkHeaders(what, answer, response);
    if (!method.equals("HEAD")) {
      checkContent(what, answer, response);
    }
  }

  private JsonNode problem() {
    return root.path("components").path("schemas").path("Problem");
  }

  private void checkHeaders(String what, JsonNode answer, HttpResponse<byte[]> response) {
    answer
        .path("headers")
        .fields()
        .forEachRemaining(
            header -> {
              JsonNode described = resolve(header.getValue());
              Optional<String> value = response.headers().firstValue(header.getKey());
              if (described.path("required").asBoolean()) {
                assertThat(value).as("%s: %s", what, header.getKey()).isPresent();
              }
              value.ifPresent(
                  text ->
                      assertThat(validate(described.path("schema"), new TextNode(text)))
                          .as("%s: %s: %s", what, header.getKey(), text)
                          .isEmpty());
            });
  }

  private void checkContent(String what, JsonNode answer, HttpResponse<byte[]> response) {
    JsonNode content = answer.path("content");
    if (content.isMissingNode()) {
      assertThat(response.body()).as(what).isEmpty();
      return;
    }
    String type =
        response.headers().firstValue("Content-Type").orElse("none").split(";")[0].strip();
    assertThat(content.has(type)).as("%s: %s is not in the document", what, type).isTrue();
    JsonNode schema = content.path(type).path("schema");
    if (!schema.isEmpty()) {
      checkBody(what, schema, response.body());
    }
  }

  private void checkBody(String what, JsonNode schema, byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      assertThat(validate(schema, json)).as("%s: %s", what, json).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(what + " is no JSON: " + new String(body), e);
    }
  }

  /** What is wrong with a value; references of the schema are those of the document. */
  public List<String> validate(JsonNode schema, JsonNode value) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
        .map(Object::toString)
        .toList();
  }

  private JsonSchema compile(JsonNode schema) {
    ObjectNode whole = ((ObjectNode) schema).deepCopy();
    whole.set("components", root.path("components"));
    return SCHEMAS.getSchema(
        whole, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }
}

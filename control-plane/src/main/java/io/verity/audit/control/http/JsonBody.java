package io.verity.audit.control.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A JSON object that was sent, read strictly: what it does not know, what stands there twice, and
 * what has another type is refused, and the refusal names the field. A misspelt field must not pass
 * for one that was left out.
 */
public final class JsonBody {

  private static final int SHOWN = 64;

  private final JsonNode node;
  private final String path;

  private JsonBody(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /** Of a call; its size is limited by the configuration. */
  public static JsonBody read(Context ctx, Set<String> known) {
    requireJson(ctx);
    byte[] bytes = bytes(ctx);
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw Problem.badRequest("the body is no JSON document: " + reason(e));
    } catch (IOException e) {
      throw Problem.badRequest("the body could not be read");
    }
    if (node == null || !node.isObject()) {
      throw Problem.badRequest("the body is not a JSON object");
    }
    return new JsonBody(node, "").refuseUnknown(known);
  }

  private static void requireJson(Context ctx) {
    String type = ctx.req().getContentType();
    String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!media.equals("application/json")) {
      throw new Problem(
          415,
          "unsupported-media-type",
          "Unsupported media type",
          "the body has to be application/json, and Content-Type has to say so");
    }
  }

  private static byte[] bytes(Context ctx) {
    int max = Limits.of(ctx).maxBodyBytes();
    try (InputStream input = ctx.req().getInputStream()) {
      byte[] bytes = input.readNBytes(max + 1);
      if (bytes.length > max) {
        throw Limits.of(ctx).tooLarge();
      }
      return bytes;
    } catch (IOException e) {
      throw Problem.badRequest("the body ended before it was complete");
    }
  }

  /** Jackson's first line says what and where; the lines after it name classes. */
  private static String reason(JsonProcessingException e) {
    String line = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    String where =
        e.getLocation() == null
            ? ""
            : " (line %d, column %d)"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    if (line.startsWith("Duplicate field")) {
      return printable(line.lines().findFirst().orElse("")) + where;
    }
    return "it is malformed, or goes on after its end" + where;
  }

  private JsonBody refuseUnknown(Set<String> known) {
    for (var names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw Problem.badRequest(
            "there is no field \"%s\"; known are %s"
                .formatted(printable(path + name), String.join(", ", new TreeSet<>(known))));
      }
    }
    return this;
  }

  /** A field that has to be there. */
  public String text(String field, int maxLength) {
    return optionalText(field, maxLength).orElseThrow(() -> missing(field));
  }

  /** Empty where the field is missing; null is another type. */
  public Optional<String> optionalText(String field, int maxLength) {
    JsonNode value = node.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(field, "a string");
    }
    return Optional.of(checked(field, value.textValue(), maxLength));
  }

  public boolean flag(String field, boolean whenMissing) {
    JsonNode value = node.get(field);
    if (value != null && !value.isBoolean()) {
      throw wrong(field, "true or false");
    }
    return value == null ? whenMissing : value.booleanValue();
  }

  /** Empty where the field is missing. */
  public Optional<List<String>> optionalTexts(String field, int maxItems, int maxLength) {
    return node.has(field) ? Optional.of(texts(field, maxItems, maxLength)) : Optional.empty();
  }

  /** A list of strings, at least one, none twice. */
  public List<String> texts(String field, int maxItems, int maxLength) {
    JsonNode value = node.get(field);
    if (value == null) {
      throw missing(field);
    }
    if (!value.isArray() || value.isEmpty() || value.size() > maxItems) {
      throw wrong(field, "a list of 1 to " + maxItems + " strings");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : value) {
      if (!item.isTextual()) {
        throw wrong(field, "a list of strings");
      }
      String text = checked(field, item.textValue(), maxLength);
      if (texts.contains(text)) {
        throw Problem.badRequest(
            "\"%s\" has \"%s\" twice".formatted(path + field, printable(text)));
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }

  /** Empty where the field is missing. */
  public Optional<JsonBody> object(String field, Set<String> known) {
    JsonNode value = node.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw wrong(field, "an object");
    }
    return Optional.of(new JsonBody(value, path + field + ".").refuseUnknown(known));
  }

  /** Empty where the field is missing; an object or a list of whatever content. */
  public Optional<JsonNode> optionalValue(String field) {
    JsonNode value = node.get(field);
    if (value != null && !value.isContainerNode()) {
      throw wrong(field, "an object or a list");
    }
    return Optional.ofNullable(value);
  }

  private String checked(String field, String text, int maxLength) {
    if (text.isEmpty() || text.length() > maxLength) {
      throw wrong(field, "1 to " + maxLength + " characters long");
    }
    if (text.chars().anyMatch(c -> c < ' ' || c == 127) || Text.isBroken(text)) {
      throw wrong(field, "free of control characters and of halves of characters");
    }
    return text;
  }

  private Problem missing(String field) {
    return Problem.badRequest("the field \"" + path + field + "\" is missing");
  }

  private Problem wrong(String field, String expected) {
    return Problem.badRequest("\"" + path + field + "\" is not " + expected);
  }

  private static String printable(String text) {
    return Text.printable(text, SHOWN);
  }
}

package io.verity.audit.deploy.manifests;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.annotations.SerializedName;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Set;

/**
 * JSON Schema of a class that was itself generated from a schema (Kubernetes' OpenAPI, or the CRDs
 * of Prometheus' operator): its fields and no other, their types, and which are required. What
 * values a text may have these classes do not know.
 */
final class ClassSchema {

  private static final Set<String> NUMBERS_OR_TEXT = Set.of("IntOrString", "Quantity");

  private final JsonNodeFactory json = JsonNodeFactory.instance;
  private final ObjectNode definitions = json.objectNode();

  private ClassSchema() {}

  static ObjectNode of(Class<?> root) {
    ClassSchema schema = new ClassSchema();
    ObjectNode node = schema.reference(root);
    node.set("$defs", schema.definitions);
    return node;
  }

  private ObjectNode reference(Class<?> type) {
    if (!definitions.has(type.getName())) {
      ObjectNode definition = definitions.putObject(type.getName());
      definition.put("type", "object").put("additionalProperties", false);
      properties(type, definition.putObject("properties"));
      required(type, definition);
    }
    return json.objectNode().put("$ref", "#/$defs/" + type.getName());
  }

  private void properties(Class<?> type, ObjectNode properties) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        String name = name(field);
        if (name != null && !Modifier.isStatic(field.getModifiers())) {
          properties.set(name, of(field.getGenericType()));
        }
      }
    }
  }

  private static String name(Field field) {
    SerializedName gson = field.getAnnotation(SerializedName.class);
    JsonProperty jackson = field.getAnnotation(JsonProperty.class);
    if (gson != null) {
      return gson.value();
    }
    return jackson == null ? null : jackson.value();
  }

  private ObjectNode of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      return Iterable.class.isAssignableFrom((Class<?>) generic.getRawType())
          ? json.objectNode().put("type", "array").set("items", of(last))
          : json.objectNode().put("type", "object").set("additionalProperties", of(last));
    }
    Class<?> plain = (Class<?>) type;
    if (plain == Object.class) {
      return json.objectNode();
    }
    if (NUMBERS_OR_TEXT.contains(plain.getSimpleName())) {
      ObjectNode either = json.objectNode();
      either.putArray("type").add("string").add("number");
      return either;
    }
    String scalar = scalar(plain);
    return scalar == null ? reference(plain) : json.objectNode().put("type", scalar);
  }

  private static String scalar(Class<?> type) {
    if (type == Boolean.class || type == boolean.class) {
      return "boolean";
    }
    if (type == Integer.class || type == Long.class) {
      return "integer";
    }
    if (Number.class.isAssignableFrom(type)) {
      return "number";
    }
    boolean text =
        type == String.class || type == byte[].class || type.getName().startsWith("java.time.");
    return text || type.isEnum() ? "string" : null;
  }

  private static void required(Class<?> type, ObjectNode definition) {
    try {
      Set<?> required = (Set<?>) type.getField("openapiRequiredFields").get(null);
      required.stream()
          .map(String::valueOf)
          .sorted()
          .forEach(definition.withArray("required")::add);
    } catch (NoSuchFieldException e) {
      // the models of Prometheus' operator do not know
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}

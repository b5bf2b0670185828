package io.verity.audit.evidence.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Reads the files of {@code object-store/} as the AWS CLI does: a name that is unknown is wrong.
 */
final class ObjectStoreConfig {

  private static final Path FOLDER = Path.of("..", "object-store");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ObjectStoreConfig() {}

  static JsonNode json(String file) throws IOException {
    return JSON.readTree(FOLDER.resolve(file).toFile());
  }

  /** The SDK's own model of a request, filled strictly. */
  @SuppressWarnings("unchecked")
  static <T> T model(SdkPojo builder, JsonNode json) {
    TreeMap<String, SdkField<?>> fields = new TreeMap<>();
    builder.sdkFields().forEach(field -> fields.put(field.memberName(), field));
    json.properties()
        .forEach(
            member -> {
              SdkField<?> field = fields.get(member.getKey());
              if (field == null) {
                throw new IllegalArgumentException(
                    "no " + member.getKey() + " there, but " + fields.keySet());
              }
              field.set(builder, value(field, member.getValue()));
            });
    return (T) ((SdkBuilder<?, ?>) builder).build();
  }

  private static Object value(SdkField<?> field, JsonNode json) {
    return switch (field.marshallingType().toString().toUpperCase(Locale.ROOT)) {
      case "INTEGER" -> json.intValue();
      case "SDKPOJO", "SDK_POJO" -> model(field.constructor().get(), json);
      case "LIST" -> list(field.getTrait(ListTrait.class).memberFieldInfo(), json);
      default -> {
        if (!json.isTextual()) {
          throw new IllegalArgumentException(field.memberName() + " is no text: " + json);
        }
        yield json.textValue();
      }
    };
  }

  private static List<Object> list(SdkField<?> member, JsonNode json) {
    List<Object> list = new ArrayList<>();
    json.forEach(item -> list.add(value(member, item)));
    return list;
  }
}

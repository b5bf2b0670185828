package io.verity.audit.report.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.Comparator;
import java.util.Set;

/** Reads {@code pack.yaml}, strictly: a key that means nothing is a mistake somebody made. */
final class PackReader {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private final JsonSchema schema;

  PackReader(String schema) {
    this.schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
  }

  PackFile read(String path, String text) {
    try {
      JsonNode yaml = YAML.readTree(text);
      check(path, yaml);
      return YAML.treeToValue(yaml, PackFile.class);
    } catch (JsonProcessingException e) {
      throw new PackException(path + ": " + e.getOriginalMessage() + at(e), e);
    }
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
  }

  private void check(String path, JsonNode yaml) {
    Set<ValidationMessage> wrong = schema.validate(yaml);
    wrong.stream()
        .map(ValidationMessage::getMessage)
        .min(Comparator.naturalOrder())
        .ifPresent(
            first -> {
              String more = wrong.size() > 1 ? " (and " + (wrong.size() - 1) + " more)" : "";
              throw new PackException(path + ": " + first + more);
            });
  }
}

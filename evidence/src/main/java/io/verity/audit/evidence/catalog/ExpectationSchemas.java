package io.verity.audit.evidence.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Expectations as JSON Schemas. A schema that refers to another one on the network is refused: a
 * report has to come out the same tomorrow, and elsewhere.
 */
public final class ExpectationSchemas {

  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .locale(Locale.ENGLISH)
          .pathType(PathType.JSON_POINTER)
          .cacheRefs(false)
          .build();

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          factory ->
              factory.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));

  /** The schema of schemas comes from the library's own jar. */
  private static final JsonSchema SCHEMA_OF_SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(SchemaLocation.of(SchemaId.V202012), CONFIG);

  private ExpectationSchemas() {}

  /**
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static JsonSchema compile(JsonNode schema) {
    Set<String> wrong = new TreeSet<>();
    for (ValidationMessage message : SCHEMA_OF_SCHEMAS.validate(schema)) {
      wrong.add((message.getInstanceLocation() + " " + message.getError()).strip());
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException("is no JSON Schema: " + String.join("; ", wrong));
    }
    try {
      JsonSchema compiled = FACTORY.getSchema(schema, CONFIG);
      compiled.initializeValidators();
      return compiled;
    } catch (JsonSchemaException | IllegalArgumentException e) {
      throw new IllegalArgumentException("can't be used as a JSON Schema: " + e.getMessage(), e);
    }
  }
}

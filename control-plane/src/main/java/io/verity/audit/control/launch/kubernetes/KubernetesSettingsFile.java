package io.verity.audit.control.launch.kubernetes;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.verity.audit.control.launch.StackText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@link KubernetesSettings} as a YAML file, names in snake_case and durations as ISO 8601 has them
 * (PT10M): more than environment variables can hold. It holds no secrets.
 */
public final class KubernetesSettingsFile {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private KubernetesSettingsFile() {}

  /**
   * @throws IllegalArgumentException says what to mend, and where
   */
  public static KubernetesSettings read(Path file) {
    try {
      KubernetesSettings settings =
          YAML.readValue(Files.readString(file), KubernetesSettings.class);
      if (settings == null) {
        throw new IllegalArgumentException(file + " is empty");
      }
      return settings;
    } catch (ValueInstantiationException e) {
      throw new IllegalArgumentException(file + ": " + e.getCause().getMessage(), e);
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException(
          file + ": " + where(e) + StackText.oneLine(e.getOriginalMessage()), e);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          file + " is not YAML: " + StackText.oneLine(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("can't be read: " + file, e);
    }
  }

  private static String where(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : e.getPath()) {
      path.append(reference.getFieldName()).append(": ");
    }
    return path.toString();
  }
}

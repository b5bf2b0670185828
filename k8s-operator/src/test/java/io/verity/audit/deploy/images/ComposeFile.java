package io.verity.audit.deploy.images;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A compose file's services, with what they extend put in. */
record ComposeFile(Path file, JsonNode content) {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  static ComposeFile main() {
    return read(Images.FOLDER.resolve("docker-compose.yml"));
  }

  static ComposeFile read(Path file) {
    try {
      return new ComposeFile(file, YAML.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, JsonNode> services() {
    Map<String, JsonNode> services = new TreeMap<>();
    content
        .path("services")
        .properties()
        .forEach(s -> services.put(s.getKey(), whole(s.getValue())));
    return services;
  }

  /** As it is written, {@code extends} and all. */
  Map<String, JsonNode> written() {
    Map<String, JsonNode> services = new TreeMap<>();
    content.path("services").properties().forEach(s -> services.put(s.getKey(), s.getValue()));
    return services;
  }

  private JsonNode whole(JsonNode service) {
    JsonNode extended = service.path("extends");
    if (extended.isMissingNode()) {
      return service;
    }
    ComposeFile other = read(file.resolveSibling(extended.path("file").asText()));
    ObjectNode whole = other.services().get(extended.path("service").asText()).deepCopy();
    whole.setAll((ObjectNode) service);
    whole.remove("extends");
    return whole;
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}

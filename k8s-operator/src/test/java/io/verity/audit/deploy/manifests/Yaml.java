package io.verity.audit.deploy.manifests;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads manifests; a key that is there twice is refused. */
final class Yaml {

  static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  private Yaml() {}

  static List<Manifest> parse(String file, String text) {
    List<Manifest> manifests = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = MAPPER.readerFor(JsonNode.class).readValues(text)) {
      while (documents.hasNext()) {
        manifests.add(new Manifest(file, manifests.size() + 1, documents.next()));
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(file + " is not YAML: " + e.getMessage(), e);
    }
    return manifests;
  }

  static List<Manifest> read(Path file) {
    try {
      return parse(Tree.ROOT.relativize(file).toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files below a folder, kustomize's own left out. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith(Kustomization.FILE))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

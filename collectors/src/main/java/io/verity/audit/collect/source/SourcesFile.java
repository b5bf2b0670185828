package io.verity.audit.collect.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The YAML file that says what evidence is collected from. Read strictly, since a key that means
 * nothing is a mistake somebody made; what it says about a mistake never shows a value, which might
 * be a secret.
 */
final class SourcesFile {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '([^']{1,64})'");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
  private static final String ROOT = "sources";

  private final Path file;

  SourcesFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  Sources read() {
    JsonNode root = parse();
    if (!root.isObject()) {
      throw wrong("must be a YAML mapping with the key sources");
    }
    for (Iterator<String> keys = root.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!key.equals(ROOT)) {
        throw wrong("has the unknown key " + key + "; the only one there is is sources");
      }
    }
    Map<String, SourceSettings> sources = new TreeMap<>();
    if (!root.path(ROOT).isNull()) {
      if (!root.path(ROOT).isObject()) {
        throw wrong("sources must be a mapping of a source's name to its settings");
      }
      root.path(ROOT).fields().forEachRemaining(e -> sources.put(e.getKey(), source(e)));
    }
    return new Sources(sources);
  }

  private SourceSettings source(Map.Entry<String, JsonNode> entry) {
    if (!NAME.matcher(entry.getKey()).matches()) {
      throw wrong(
          "source '%s': a name is at most 64 of a-z, 0-9, _ and -".formatted(entry.getKey()));
    }
    try {
      return new SourceEntry(entry.getKey(), entry.getValue(), file.getParent()).settings();
    } catch (IllegalArgumentException e) {
      throw wrong("source '%s': %s".formatted(entry.getKey(), e.getMessage()));
    }
  }

  private JsonNode parse() {
    try {
      return YAML.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw wrong(inWords(e));
    } catch (NoSuchFileException e) {
      throw wrong("there is no such file");
    } catch (IOException e) {
      throw wrong("can't be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** Not the parser's own words: they quote the lines around, secrets and all. */
  private static String inWords(JsonProcessingException e) {
    String where = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    Matcher duplicate = DUPLICATE.matcher(String.valueOf(e.getOriginalMessage()));
    return duplicate.find()
        ? "'" + duplicate.group(1) + "' stands there twice" + where
        : "is not YAML that can be read" + where;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(file + ": " + what);
  }
}

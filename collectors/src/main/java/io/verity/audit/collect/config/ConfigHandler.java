package io.verity.audit.collect.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionHandler;
import io.verity.audit.collect.CollectionRequest;
import io.verity.audit.collect.SourceEvidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Collects configuration files as they stand, Terraform states among them, without the secrets in
 * them. A file is given with its SHA-256, unless something was taken out of it: from the hash of a
 * file, all of which but a short secret is known, the secret can be guessed.
 */
public final class ConfigHandler implements CollectionHandler {

  @Override
  public String name() {
    return "config";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Optional<String> problem(CollectionRequest request) {
    try {
      ConfigRequest.of(request.request());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public SourceEvidence collect(CollectionRequest request)
      throws CollectionException, InterruptedException {
    ConfigRequest asked;
    try {
      asked = ConfigRequest.of(request.request());
    } catch (IllegalArgumentException e) {
      throw CollectionException.lasting(e.getMessage());
    }
    request.beforeCall();
    Path root = root(request);
    ArrayNode files = JsonNodeFactory.instance.arrayNode();
    long left = request.maxBytes();
    int redacted = 0;
    for (Map.Entry<String, Path> found :
        new FoundFiles(root, request).find(asked.globs()).entrySet()) {
      byte[] bytes = new StableFile().read(found.getValue(), found.getKey(), left);
      left -= bytes.length;
      ObjectNode file = file(found.getKey(), bytes, asked.format());
      redacted += file.path("redacted").intValue();
      files.add(file);
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.set("files", files);
    data.put("file_count", files.size());
    return new SourceEvidence(
        request.settings().get("root"), data, Map.of("redacted", Integer.toString(redacted)));
  }

  private static Path root(CollectionRequest request) throws CollectionException {
    Path root = Path.of(request.settings().getOrDefault("root", ""));
    try {
      if (!Files.isDirectory(root)) {
        throw CollectionException.passing("its root is no folder, or is not there: " + root, null);
      }
      return root.toRealPath();
    } catch (IOException e) {
      throw CollectionException.passing("its root can't be read: " + root, e);
    }
  }

  private static ObjectNode file(String path, byte[] bytes, ConfigFormat format)
      throws CollectionException {
    Redactor redactor = new Redactor();
    JsonNode content;
    try {
      content = format.read(path, StableFile.text(bytes), redactor);
    } catch (IOException e) {
      throw CollectionException.lasting("%s %s".formatted(path, e.getMessage()));
    }
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.put("path", path);
    if (redactor.count() == 0) {
      file.put("sha256", sha256(bytes));
    }
    file.put("redacted", redactor.count());
    file.set("content", content);
    return file;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JRE has SHA-256", e);
    }
  }
}

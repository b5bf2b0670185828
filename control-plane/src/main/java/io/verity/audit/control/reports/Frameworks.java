package io.verity.audit.control.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.verity.audit.service.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The frameworks there are: those that come with the program, and those of a folder of the user's
 * own. Their packs are checked by the report job; here their first lines do.
 */
public final class Frameworks {

  private static final String MARK = "/io/verity/audit/control/frameworks/pack.schema.json";
  private static final String COMMON = "common";
  private static final YAMLMapper YAML = new YAMLMapper();

  private final SortedMap<String, Framework> frameworks = new TreeMap<>();

  private Frameworks() {}

  /**
   * @param folder with frameworks of one's own; empty for none
   * @throws ConfigException naming the file that is wrong
   */
  public static Frameworks load(String folder) {
    Frameworks frameworks = new Frameworks();
    frameworks.addBundled();
    if (!folder.isEmpty()) {
      Path own = Path.of(folder);
      if (!Files.isDirectory(own)) {
        throw new ConfigException("REPORTER_FRAMEWORKS_DIR names no folder: " + folder);
      }
      frameworks.add(own);
    }
    return frameworks;
  }

  private void addBundled() {
    URL mark = Frameworks.class.getResource(MARK);
    if (mark == null) {
      throw new IllegalStateException("not in the jar: " + MARK);
    }
    try {
      URI uri = mark.toURI();
      if (!uri.getScheme().equals("jar")) {
        add(Path.of(uri).getParent());
        return;
      }
      String jar = uri.getRawSchemeSpecificPart();
      Path file = Path.of(URI.create(jar.substring(0, jar.indexOf("!/"))));
      try (FileSystem inside = FileSystems.newFileSystem(file)) {
        add(inside.getPath(MARK).getParent());
      }
    } catch (URISyntaxException | IOException e) {
      throw new ConfigException("the frameworks that come with the program can't be read", e);
    }
  }

  private void add(Path folder) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path one : folders) {
        Path pack = one.resolve("pack.yaml");
        if (Files.exists(pack) && !name(one).equals(COMMON)) {
          add(one, read(pack));
        }
      }
    } catch (IOException e) {
      throw new ConfigException("the frameworks in " + folder + " can't be read: " + e, e);
    }
  }

  private void add(Path folder, Framework framework) {
    String name = name(folder);
    if (!name.equals(framework.framework())) {
      throw new ConfigException(
          folder + "/pack.yaml: framework is not " + name + ", as its folder is called");
    }
    if (frameworks.putIfAbsent(name, framework) != null) {
      throw new ConfigException(
          folder + ": a framework " + name + " exists already; rename the folder");
    }
  }

  /** In a jar, the name of a folder may end with a slash. */
  private static String name(Path folder) {
    return folder.getFileName().toString().replace("/", "");
  }

  private static Framework read(Path pack) throws IOException {
    try {
      JsonNode yaml = YAML.readTree(Files.readString(pack));
      return new Framework(
          yaml.path("framework").asText(),
          yaml.path("name").asText(),
          yaml.path("title").asText(),
          yaml.path("per_subject").asBoolean(false));
    } catch (JsonProcessingException e) {
      throw new ConfigException(pack + " is no YAML: " + e.getOriginalMessage(), e);
    }
  }

  public Optional<Framework> find(String framework) {
    return Optional.ofNullable(frameworks.get(framework));
  }

  /** By name. */
  public List<Framework> all() {
    return List.copyOf(frameworks.values());
  }
}

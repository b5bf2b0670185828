package io.verity.audit.report.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Texts of a folder by their path in it. Line ends are LF, whatever a checkout made of them: the
 * checksum of a pack is over these texts.
 */
final class SqlFiles {

  /** Known to be in the folder that is packed into this module's jar. */
  private static final String MARK = "/sql/frameworks/pack.schema.json";

  private final String origin;
  private final SortedMap<String, String> texts;

  private SqlFiles(String origin, SortedMap<String, String> texts) {
    this.origin = origin;
    this.texts = texts;
  }

  /** The folder {@code sql} that comes with this module, whether in a jar or as classes. */
  static SqlFiles bundled() {
    URL mark = SqlFiles.class.getResource(MARK);
    if (mark == null) {
      throw new IllegalStateException("Not in the jar: " + MARK);
    }
    try {
      URI uri = mark.toURI();
      if (!uri.getScheme().equals("jar")) {
        return in("sql", Path.of(uri).getParent().getParent());
      }
      String jar = uri.getRawSchemeSpecificPart();
      Path file = Path.of(URI.create(jar.substring(0, jar.indexOf("!/"))));
      try (FileSystem inside = FileSystems.newFileSystem(file)) {
        return in("sql", inside.getPath("/sql"));
      }
    } catch (URISyntaxException | IOException e) {
      throw new PackException("The SQL that comes with the program cannot be read from " + mark, e);
    }
  }

  static SqlFiles in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new PackException("There is no folder " + folder + " to read frameworks from.");
    }
    return in(folder.toString(), folder);
  }

  private static SqlFiles in(String origin, Path folder) {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(".sql") || name.endsWith(".yaml") || name.endsWith(".json")) {
          texts.put(name, read(file));
        }
      }
    } catch (IOException e) {
      throw new PackException("The folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
    return new SqlFiles(origin, texts);
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file, UTF_8).replace("\r\n", "\n");
    } catch (CharacterCodingException e) {
      throw new PackException(file + " is not UTF-8.", e);
    }
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  String get(String name) {
    return find(name).orElseThrow(() -> new PackException(path(name) + " does not exist."));
  }

  /** What a person finds the file by. */
  String path(String name) {
    return origin + "/" + name;
  }

  /** The files below a folder, {@code flink/} for example. */
  SortedMap<String, String> below(String folder) {
    return texts.subMap(folder, folder + Character.MAX_VALUE);
  }
}

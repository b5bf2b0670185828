package io.verity.audit.evidence.catalog;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds {@code FRAMEWORK/controls.yaml} below a folder, be it one of the jar's. */
final class ControlFiles {

  private static final String MARK = "/io/verity/audit/evidence/frameworks/controls.schema.json";
  private static final String FILE = "controls.yaml";

  private ControlFiles() {}

  /** A file's text and what a person finds it by. */
  record ControlFile(String framework, String path, String text) {}

  /** What every file has to satisfy. */
  static String schema() {
    try (var in = ControlFiles.class.getResourceAsStream(MARK)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CatalogException("the schema of controls can't be read", e);
    }
  }

  /** Those that come with the program, by framework. */
  static SortedMap<String, ControlFile> bundled() {
    URL mark = ControlFiles.class.getResource(MARK);
    if (mark == null) {
      throw new IllegalStateException("not in the jar: " + MARK);
    }
    try {
      URI uri = mark.toURI();
      if (!uri.getScheme().equals("jar")) {
        return in(Path.of(uri).getParent(), "sql/frameworks");
      }
      String jar = uri.getRawSchemeSpecificPart();
      Path file = Path.of(URI.create(jar.substring(0, jar.indexOf("!/"))));
      try (FileSystem inside = FileSystems.newFileSystem(file)) {
        return in(inside.getPath(MARK).getParent(), "sql/frameworks");
      }
    } catch (URISyntaxException | IOException e) {
      throw new CatalogException("the controls that come with the program can't be read", e);
    }
  }

  /** Those of a folder, by framework. */
  static SortedMap<String, ControlFile> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CatalogException("there is no folder " + folder + " to read controls from", null);
    }
    return in(folder, folder.toString());
  }

  private static SortedMap<String, ControlFile> in(Path folder, String origin) {
    SortedMap<String, ControlFile> files = new TreeMap<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path one : folders) {
        Path file = one.resolve(FILE);
        if (Files.isRegularFile(file)) {
          // in a jar, the name of a folder may end with a slash
          String framework = one.getFileName().toString().replace("/", "");
          String path = origin + "/" + framework + "/" + FILE;
          files.put(framework, new ControlFile(framework, path, Files.readString(file)));
        }
      }
    } catch (IOException e) {
      throw new CatalogException("the controls in " + origin + " can't be read: " + e, e);
    }
    return files;
  }
}

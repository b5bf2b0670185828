package io.verity.audit.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.JarFile;

/** A jar with handlers of the user's own, and the class loader it alone has. */
final class PluginJar implements AutoCloseable {

  private static final String SERVICE = "META-INF/services/" + CollectionHandler.class.getName();

  private final Path file;
  private final PluginClassLoader loader;

  private PluginJar(Path file, PluginClassLoader loader) {
    this.file = file;
    this.loader = loader;
  }

  /** The jars of a folder, in the order of their names. */
  static List<Path> filesIn(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
      jars.forEach(files::add);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The folder of handlers %s can't be read; create it, or name another."
              .formatted(folder.toAbsolutePath()),
          e);
    }
    Collections.sort(files);
    return files;
  }

  /**
   * @throws IllegalArgumentException naming the jar
   */
  static PluginJar open(Path file) {
    try (JarFile jar = new JarFile(file.toFile())) {
      if (jar.getEntry(SERVICE) == null) {
        throw wrong(file, "it has no file " + SERVICE + " that names a handler", null);
      }
      return new PluginJar(file, new PluginClassLoader(file));
    } catch (IOException e) {
      throw wrong(file, "it is no jar that can be read", e);
    }
  }

  List<SafeHandler> handlers() {
    List<SafeHandler> handlers = new ArrayList<>();
    try {
      for (CollectionHandler handler : ServiceLoader.load(CollectionHandler.class, loader)) {
        handlers.add(SafeHandler.of(handler, file.toString(), loader));
      }
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (Throwable e) {
      // a constructor may throw anything, and whoever starts this wants to know which jar it was
      throw wrong(file, SafeHandler.inWords(e), e);
    }
    if (handlers.isEmpty()) {
      throw wrong(file, "its " + SERVICE + " names no handler", null);
    }
    return handlers;
  }

  private static IllegalArgumentException wrong(Path file, String what, Throwable cause) {
    return new IllegalArgumentException(
        "%s can't be used: %s.".formatted(file.toAbsolutePath(), what), cause);
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

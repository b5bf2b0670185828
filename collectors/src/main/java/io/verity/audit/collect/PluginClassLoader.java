package io.verity.audit.collect;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Loads the classes of one jar. It sees the JDK, the interface of handlers with Jackson's tree that
 * the interface speaks in, the logging API, and the jar itself: nothing of this program and none of
 * its libraries, so that a jar brings what it needs in whatever version, and can't come to depend
 * on what is there by chance.
 */
final class PluginClassLoader extends URLClassLoader {

  private static final Set<String> INTERFACE =
      Set.of(
          CollectionHandler.class.getName(),
          CollectionRequest.class.getName(),
          CollectionException.class.getName(),
          SourceEvidence.class.getName());

  private static final List<String> SHARED =
      List.of(
          "com.fasterxml.jackson.core.",
          "com.fasterxml.jackson.databind.",
          "com.fasterxml.jackson.annotation.",
          "org.slf4j.");

  static {
    registerAsParallelCapable();
  }

  PluginClassLoader(Path jar) throws MalformedURLException {
    super(
        "handlers " + jar.getFileName(),
        new URL[] {jar.toUri().toURL()},
        ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return isShared(name)
        ? Class.forName(name, false, PluginClassLoader.class.getClassLoader())
        : super.loadClass(name, resolve);
  }

  private static boolean isShared(String name) {
    return INTERFACE.contains(name) || SHARED.stream().anyMatch(name::startsWith);
  }
}

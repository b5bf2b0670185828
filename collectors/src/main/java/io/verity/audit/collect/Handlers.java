package io.verity.audit.collect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * The handlers there are: those of this program, and those of the jars in a folder. A jar that is
 * broken refuses the start, since the controls that need it would stay uncollected in silence.
 */
public final class Handlers implements AutoCloseable {

  private final Map<String, SafeHandler> handlers = new TreeMap<>();
  private final List<PluginJar> jars = new ArrayList<>();

  private Handlers() {}

  /**
   * @param folder with jars; null for none
   * @throws IllegalArgumentException naming each jar that can't be used and what is wrong with it
   */
  public static Handlers load(Path folder) {
    Handlers handlers = new Handlers();
    handlers.builtIn();
    if (folder != null) {
      handlers.jars(folder);
    }
    return handlers;
  }

  public Optional<CollectionHandler> find(String name) {
    return Optional.ofNullable(handlers.get(name));
  }

  public Set<String> names() {
    return Set.copyOf(handlers.keySet());
  }

  private void builtIn() {
    ClassLoader ours = Handlers.class.getClassLoader();
    try {
      for (CollectionHandler handler : ServiceLoader.load(CollectionHandler.class, ours)) {
        add(SafeHandler.of(handler, "this program", ours));
      }
    } catch (ServiceConfigurationError e) {
      throw new IllegalStateException("A handler of this program can't be loaded", e);
    }
  }

  private void jars(Path folder) {
    List<String> wrong = new ArrayList<>();
    for (Path file : PluginJar.filesIn(folder)) {
      try {
        PluginJar jar = PluginJar.open(file);
        jars.add(jar);
        jar.handlers().forEach(this::add);
      } catch (IllegalArgumentException e) {
        wrong.add(e.getMessage());
      }
    }
    if (!wrong.isEmpty()) {
      close();
      throw new IllegalArgumentException(String.join("\n", wrong));
    }
  }

  private void add(SafeHandler handler) {
    SafeHandler other = handlers.putIfAbsent(handler.name(), handler);
    if (other != null) {
      throw new IllegalArgumentException(
          "%s: its handler is named %s, as one of %s is; give it another name."
              .formatted(handler.origin(), handler.name(), other.origin()));
    }
  }

  @Override
  public void close() {
    handlers.values().forEach(SafeHandler::close);
    jars.forEach(PluginJar::close);
  }
}

package io.verity.audit.collect.source;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The sources of an installation, read from a YAML file. */
public final class Sources {

  private final Map<String, SourceSettings> sources;

  public Sources(Map<String, SourceSettings> sources) {
    this.sources = Map.copyOf(sources);
  }

  /**
   * @param file null for none
   * @throws IllegalArgumentException naming the file, the source and what is wrong with it
   */
  public static Sources read(Path file) {
    return file == null ? new Sources(Map.of()) : new SourcesFile(file).read();
  }

  public Optional<SourceSettings> find(String name) {
    return Optional.ofNullable(sources.get(name));
  }

  public Set<String> names() {
    return new TreeSet<>(sources.keySet());
  }
}

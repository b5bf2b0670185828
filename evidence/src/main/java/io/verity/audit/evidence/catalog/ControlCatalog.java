package io.verity.audit.evidence.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.evidence.catalog.ControlFiles.ControlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/** The controls of every framework: {@code sql/frameworks/NAME/controls.yaml}. */
public final class ControlCatalog {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<ControlDefinition> controls;

  private ControlCatalog(List<ControlDefinition> controls) {
    this.controls =
        controls.stream()
            .sorted(
                Comparator.comparing(ControlDefinition::framework)
                    .thenComparing(ControlDefinition::controlId))
            .toList();
  }

  /**
   * Those that come with the program, and those of a folder of the user's own.
   *
   * @param folder null for none
   * @throws CatalogException naming the file and what is wrong in it
   */
  public static ControlCatalog load(Path folder) {
    SortedMap<String, ControlFile> files = ControlFiles.bundled();
    if (folder != null) {
      ControlFiles.in(folder)
          .forEach(
              (framework, file) -> {
                if (files.putIfAbsent(framework, file) != null) {
                  throw new CatalogException(
                      file.path() + ": a framework " + framework + " exists already", null);
                }
              });
    }
    ControlReader reader = new ControlReader();
    List<ControlDefinition> controls = new ArrayList<>();
    files.values().forEach(file -> controls.addAll(reader.read(file)));
    return new ControlCatalog(controls);
  }

  /** By framework and control id. */
  public List<ControlDefinition> controls() {
    return controls;
  }

  /** Reads what {@link ControlDefinition#definition()} was stored as. */
  public static ControlDefinition read(String framework, String definitionJson) {
    try {
      return Definitions.read(framework, JSON.readTree(definitionJson));
    } catch (JsonProcessingException e) {
      throw new CatalogException("a stored control of " + framework + " is no JSON", e);
    }
  }
}

package io.verity.audit.collect.engine;

import io.verity.audit.collect.CollectionHandler;
import io.verity.audit.collect.source.SourceSettings;
import io.verity.audit.collect.source.Sources;
import io.verity.audit.evidence.catalog.ControlCatalog;
import io.verity.audit.evidence.catalog.ControlDefinition;
import io.verity.audit.evidence.catalog.ControlDefinition.SourceRequest;
import io.verity.audit.store.Control;
import java.util.Optional;

/** Whether this installation can collect a control by itself, and why not. */
final class Collectability {

  static final String NO_STORE =
      "There is nowhere to keep evidence: no object store is configured (REPORTER_OBJECT_STORE).";

  private final HandlerLookup handlers;
  private final Sources sources;
  private final boolean hasStore;

  Collectability(HandlerLookup handlers, Sources sources, boolean hasStore) {
    this.handlers = handlers;
    this.sources = sources;
    this.hasStore = hasStore;
  }

  /** Why not, for a person; empty where it can. */
  Optional<String> problem(Control control) {
    if (control.retiredAt() != null) {
      return Optional.of("It is not part of its framework any more.");
    }
    return problem(ControlCatalog.read(control.framework(), control.definitionJson()));
  }

  private Optional<String> problem(ControlDefinition definition) {
    if (definition.isManual()) {
      return Optional.of("It is collected by hand: upload its evidence.");
    }
    if (!hasStore) {
      return Optional.of(NO_STORE);
    }
    String fn = definition.collectionFn();
    if (handlers.find(fn).isEmpty()) {
      return Optional.of(
          "There is no handler \"%s\" here: %s."
              .formatted(fn, String.join(", ", handlers.names())));
    }
    if (definition.sources().isEmpty()) {
      return Optional.of("It names no source.");
    }
    return definition.sources().stream().flatMap(s -> problem(fn, s).stream()).findFirst();
  }

  private Optional<String> problem(String fn, SourceRequest asked) {
    Optional<SourceSettings> source = sources.find(asked.source());
    if (source.isEmpty()) {
      return Optional.of(
          "Source \"%s\" is not configured (CONTROL_SOURCES_CONFIG).".formatted(asked.source()));
    }
    if (!source.get().kind().equals(fn)) {
      return Optional.of(
          "Source \"%s\" is configured as %s, and the control is collected by %s."
              .formatted(asked.source(), source.get().kind(), fn));
    }
    return Optional.empty();
  }

  /** The handler that a control's collection_fn names. */
  Optional<CollectionHandler> handler(String collectionFn) {
    return handlers.find(collectionFn);
  }

  SourceSettings source(SourceRequest asked) {
    return sources.find(asked.source()).orElseThrow();
  }
}

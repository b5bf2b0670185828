package io.verity.audit.collect.engine;

import io.verity.audit.collect.CollectionHandler;
import io.verity.audit.collect.Handlers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The handlers that the engine may use. */
interface HandlerLookup {

  Optional<CollectionHandler> find(String name);

  Set<String> names();

  static HandlerLookup of(Handlers handlers) {
    return new HandlerLookup() {
      @Override
      public Optional<CollectionHandler> find(String name) {
        return handlers.find(name);
      }

      @Override
      public Set<String> names() {
        return handlers.names();
      }
    };
  }

  static HandlerLookup of(Map<String, CollectionHandler> handlers) {
    return new HandlerLookup() {
      @Override
      public Optional<CollectionHandler> find(String name) {
        return Optional.ofNullable(handlers.get(name));
      }

      @Override
      public Set<String> names() {
        return handlers.keySet();
      }
    };
  }
}

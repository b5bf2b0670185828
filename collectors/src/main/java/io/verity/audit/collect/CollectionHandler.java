package io.verity.audit.collect;

import java.util.Optional;

/**
 * A way to collect evidence. One instance serves all threads. To add one of your own, name the
 * class in {@code META-INF/services/io.verity.audit.collect.CollectionHandler} of a jar and put the
 * jar into the folder of CONTROL_HANDLERS_DIR: it gets a class loader of its own.
 */
public interface CollectionHandler {

  /** What {@code collection_fn} of a control says; lower case, digits and {@code _}. */
  String name();

  /** Stands in every record it collects; at most 24 characters. */
  String version();

  /**
   * What is wrong with a request of this source, seen before anything is asked of it; empty where
   * nothing is.
   */
  default Optional<String> problem(CollectionRequest request) {
    return Optional.empty();
  }

  /**
   * Collects from one source. Called with the source's slot in hand; asks {@link
   * CollectionRequest#beforeCall()} before every call that it makes of the source.
   *
   * @throws CollectionException saying what is wrong, without a secret
   */
  SourceEvidence collect(CollectionRequest request)
      throws CollectionException, InterruptedException;
}

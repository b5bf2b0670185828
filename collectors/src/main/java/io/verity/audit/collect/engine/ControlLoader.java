package io.verity.audit.collect.engine;

import io.verity.audit.evidence.catalog.ControlCatalog;
import io.verity.audit.evidence.catalog.ControlDefinition;
import io.verity.audit.store.Controls;
import io.verity.audit.store.NewControl;

/** Brings the controls of the frameworks into the database, where they are scheduled from. */
public final class ControlLoader {

  private ControlLoader() {}

  /**
   * The same again changes nothing.
   *
   * @return how many were added, replaced or retired
   */
  public static int load(Controls controls, ControlCatalog catalog) {
    return controls.load(catalog.controls().stream().map(ControlLoader::row).toList());
  }

  private static NewControl row(ControlDefinition control) {
    return new NewControl(
        control.id(),
        control.framework(),
        control.controlId(),
        control.name(),
        control.description(),
        control.collectionFn(),
        control.schedule(),
        control.definition().toString(),
        control.sha256());
  }
}

package io.verity.audit.control.access;

import io.verity.audit.store.AccessEntry;
import io.verity.audit.store.AccessLog;
import io.verity.audit.store.Database;

/**
 * Writes what was called into the access log before anybody gets an answer. No call is left out,
 * and none is answered that the log does not have: whoever can stop the log stops the service.
 */
public final class AccessRecorder {

  private final AccessLog log;

  public AccessRecorder(Database database) {
    this.log = new AccessLog(database);
  }

  /**
   * @throws io.verity.audit.store.StoreException where it could not be written
   */
  public void record(AccessEntry entry) {
    log.record(entry);
  }
}

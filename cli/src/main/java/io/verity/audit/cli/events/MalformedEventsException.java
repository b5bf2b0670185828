package io.verity.audit.cli.events;

import java.io.IOException;

/** A file is not what its format says; the message names the place. */
public final class MalformedEventsException extends IOException {

  private static final long serialVersionUID = 1L;

  MalformedEventsException(String message) {
    super(message);
  }
}

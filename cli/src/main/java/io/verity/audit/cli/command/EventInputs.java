package io.verity.audit.cli.command;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.events.EventInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Opened files, closed together. */
final class EventInputs implements AutoCloseable {

  private final List<EventInput> inputs = new ArrayList<>();

  void add(EventInput input) {
    inputs.add(input);
  }

  List<EventInput> list() {
    return inputs;
  }

  @Override
  public void close() {
    for (EventInput input : inputs) {
      try {
        input.close();
      } catch (IOException e) {
        throw new CliException(input.name() + " could not be closed: " + e.getMessage(), e);
      }
    }
  }
}

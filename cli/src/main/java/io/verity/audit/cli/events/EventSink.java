package io.verity.audit.cli.events;

import java.io.IOException;

/** Takes events one by one, each with the very bytes it has in its file. */
@FunctionalInterface
public interface EventSink {

  void accept(byte[] event) throws IOException;
}

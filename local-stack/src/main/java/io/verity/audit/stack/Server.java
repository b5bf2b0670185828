package io.verity.audit.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What {@link ServerProcess} needs to know about one kind of server. */
interface Server {

  /** As a person reads it: "Kafka 4.3.1". */
  String name();

  /** Everything the server writes lies here. */
  Path folder();

  /** Prepares the folder, and says how to start the process. */
  List<String> prepare();

  /** Added to the environment of the process. */
  Map<String, String> environment();

  /** Whether the server, and no other on the same port, answers by now. */
  boolean answers();

  /** Begins a clean stop; the process ends a little later. */
  void askToStop(Process process);

  default Path logFile() {
    return folder().resolve("server.log");
  }
}

package io.verity.audit.stack;

import java.nio.file.Path;
import java.util.Properties;

/** The ports of a stack: chosen once, kept in its folder, used again unless somebody took them. */
final class StackPorts {

  private final Path file;
  private final Properties ports;

  StackPorts(Path file) {
    this.file = file;
    this.ports = PropertyFiles.read(file);
  }

  synchronized int of(String name) {
    String stored = ports.getProperty(name);
    if (stored != null && FreePorts.isFree(Integer.parseInt(stored))) {
      return Integer.parseInt(stored);
    }
    int port;
    do {
      port = FreePorts.choose();
    } while (ports.containsValue(Integer.toString(port)));
    ports.setProperty(name, Integer.toString(port));
    PropertyFiles.write(file, ports);
    return port;
  }
}

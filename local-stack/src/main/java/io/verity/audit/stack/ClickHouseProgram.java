package io.verity.audit.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Which ClickHouse runs here: an installed binary where there is one, else the bundled engine. */
record ClickHouseProgram(String name, String mode, Path file) {

  static ClickHouseProgram choose(Map<String, String> environment) {
    Optional<Path> binary = Executables.find("clickhouse", environment);
    if (binary.isPresent()) {
      return new ClickHouseProgram(
          "ClickHouse server " + binary.get(), ClickHouseServerMain.BINARY, binary.get());
    }
    ClickHousePackage engine = ClickHousePackage.of(environment);
    return new ClickHouseProgram(
        "ClickHouse " + engine.version() + " engine in local mode",
        ClickHouseServerMain.ENGINE,
        engine.library());
  }

  boolean isEngine() {
    return mode.equals(ClickHouseServerMain.ENGINE);
  }
}

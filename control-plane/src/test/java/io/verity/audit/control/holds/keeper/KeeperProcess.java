package io.verity.audit.control.holds.keeper;

import io.verity.audit.control.holds.HoldStack;
import io.verity.audit.stack.Account;
import io.verity.audit.store.DatabaseAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The keeper of holds as an installation runs it. */
public final class KeeperProcess {

  private KeeperProcess() {}

  /**
   * @param changes variables that are other than they should be
   * @param errors file for what it says
   */
  public static Process start(HoldStack stack, Map<String, String> changes, Path errors)
      throws IOException {
    Account operator = stack.servers().account("operator");
    DatabaseAccess database = stack.access("operator");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            HoldKeeperMain.class.getName());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("HOLDS_"));
    environment.put("HOLDS_DATABASE_URL", database.url());
    environment.put("HOLDS_DATABASE_PASSWORD", database.password());
    environment.put("HOLDS_CLICKHOUSE_URL", stack.servers().clickHouseUrl());
    environment.put("HOLDS_CLICKHOUSE_PASSWORD", operator.password());
    environment.putAll(changes);
    return builder.redirectError(errors.toFile()).start();
  }
}

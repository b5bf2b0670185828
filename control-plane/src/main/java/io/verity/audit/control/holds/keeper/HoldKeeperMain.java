package io.verity.audit.control.holds.keeper;

import static io.verity.audit.control.holds.keeper.HoldsOption.*;

import io.verity.audit.service.ConfigException;
import io.verity.audit.service.LogLevel;
import io.verity.audit.store.Database;
import io.verity.audit.store.StoreException;
import io.verity.audit.store.TrailRetention;
import io.verity.audit.trail.clickhouse.ClickHouseAdvice;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keeper of holds as a process. Prints one JSON line when it has done its first step, and ends
 * on SIGTERM, or with its parent where it watches one. Several may run; one at a time works.
 */
public final class HoldKeeperMain {

  private static final Logger LOG = LoggerFactory.getLogger(HoldKeeperMain.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final int REFUSED = 2;

  private static final ClickHouseAdvice CLICKHOUSE =
      new ClickHouseAdvice(
          HOLDS_CLICKHOUSE_URL.name(),
          HOLDS_CLICKHOUSE_CERTIFICATES.name(),
          HOLDS_CLICKHOUSE_USER.name(),
          HOLDS_CLICKHOUSE_PASSWORD + " or " + HOLDS_CLICKHOUSE_PASSWORD_FILE);

  private HoldKeeperMain() {}

  public static void main(String[] args) throws InterruptedException {
    HoldsConfig config;
    try {
      config = HoldsConfig.fromEnvironment(System.getenv());
    } catch (ConfigException e) {
      refuse(e.getMessage());
      return;
    }
    LogLevel.set(config.logLevel());
    if (config.parentWatch()) {
      Thread watch = new Thread(() -> awaitEnd(System.in), "parent-watch");
      watch.setDaemon(true);
      watch.start();
    }
    try (Database database = new Database(config.database());
        TrailTtl trail = new TrailTtl(config.clickHouse())) {
      keep(new TrailRetention(database), trail);
    }
  }

  /** Until the process ends; only a refusal at the very start is worth ending for. */
  private static void keep(TrailRetention retention, TrailTtl trail) throws InterruptedException {
    TrailKeeper keeper = new TrailKeeper(retention, trail);
    boolean begun = false;
    String trouble = "";
    while (true) {
      String now = "";
      try {
        if (!begun) {
          TrailKeeper.TABLES.forEach(trail::of);
        }
        keeper.step();
        if (!begun) {
          System.out.println(
              "{\"keeper\":\"holds\",\"pid\":" + ProcessHandle.current().pid() + "}");
          System.out.flush();
        }
        begun = true;
      } catch (StoreException e) {
        refuseUnless(begun || e.isUnreachable(), e.getMessage() + advice(e));
        now = e.getMessage();
      } catch (TrailException e) {
        refuseUnless(begun || e.mayPass(), e.getMessage() + CLICKHOUSE.on(e));
        now = e.getMessage();
      }
      if (!now.isEmpty() && !now.equals(trouble)) {
        LOG.warn("holds on the trail are not all carried out yet, and are tried again: {}", now);
      }
      trouble = now;
      Thread.sleep(LOOK.toMillis());
    }
  }

  private static String advice(StoreException e) {
    return e.advice(
        HOLDS_DATABASE_URL.name(),
        HOLDS_DATABASE_USER.name(),
        HOLDS_DATABASE_PASSWORD + " or " + HOLDS_DATABASE_PASSWORD_FILE);
  }

  private static void refuseUnless(boolean mayGoOn, String why) {
    if (!mayGoOn) {
      refuse(why);
    }
  }

  private static void refuse(String why) {
    System.err.println(why.lines().findFirst().orElse("no reason given"));
    System.exit(REFUSED);
  }

  private static void awaitEnd(InputStream input) {
    try {
      while (input.read() >= 0) {
        // the parent has nothing to say
      }
    } catch (IOException e) {
      // a broken pipe is an end as well
    }
    System.exit(0);
  }
}

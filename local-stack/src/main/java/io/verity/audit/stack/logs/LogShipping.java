package io.verity.audit.stack.logs;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ships logs every few seconds, and a last time when it is closed. */
public final class LogShipping implements AutoCloseable {

  private static final int INTERVAL_SECONDS = 3;

  private final LogShipper shipper;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "log-shipping");
            daemon.setDaemon(true);
            return daemon;
          });

  private LogShipping(LogShipper shipper) {
    this.shipper = shipper;
  }

  public static LogShipping start(LogShipper shipper) {
    LogShipping shipping = new LogShipping(shipper);
    shipping.thread.scheduleWithFixedDelay(
        shipping::tryToShip, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    return shipping;
  }

  public void ship() throws IOException {
    shipper.ship();
  }

  private void tryToShip() {
    try {
      shipper.ship();
    } catch (IOException | RuntimeException e) {
      // a server that was killed comes back, and a file that vanished was shipped: the next round
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    tryToShip();
  }
}

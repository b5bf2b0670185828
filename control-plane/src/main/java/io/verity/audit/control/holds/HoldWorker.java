package io.verity.audit.control.holds;

import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStoreException;
import io.verity.audit.store.Database;
import io.verity.audit.store.HoldObject;
import io.verity.audit.store.HoldObjects;
import io.verity.audit.store.StoreException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the legal holds that stand on every version of an object that they cover, also on those that
 * come later, and lifts them when they are released. Every replica has one; they share the work by
 * locks on versions, and what a dead one left half done the next look finds.
 */
public final class HoldWorker implements AutoCloseable {

  /** In the access log and the chain of custody. */
  static final String NAME = "verity-holds";

  private static final Logger LOG = LoggerFactory.getLogger(HoldWorker.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration TELL = Duration.ofMinutes(1);
  private static final int AT_ONCE = 100;
  private static final int REST = 10;
  private static final long LONGEST_REST = 60_000;
  private static final long JOIN_MILLIS = 10_000;

  private final HoldObjects holds;
  private final ObjectStore objects;
  private final Duration look;
  private final Thread thread = new Thread(this::run, "holds");
  private long toldNanos;
  private long noteMillis;
  private volatile boolean closed;

  public HoldWorker(Database database, ObjectStore objects) {
    this(database, objects, LOOK);
  }

  HoldWorker(Database database, ObjectStore objects, Duration look) {
    this.holds = new HoldObjects(database);
    this.objects = objects;
    this.look = look;
    thread.setDaemon(true);
    thread.start();
  }

  public boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    while (!closed) {
      String trouble = look();
      if (!trouble.isEmpty()) {
        tell(trouble);
      }
      pause();
    }
  }

  /** Not with every look: what is wrong stays so for a while. */
  private void tell(String trouble) {
    if (toldNanos == 0 || System.nanoTime() - toldNanos > TELL.toNanos()) {
      toldNanos = System.nanoTime();
      LOG.warn("legal holds are not all carried out yet, and are tried again: {}", trouble);
    }
  }

  /**
   * @return what went wrong; empty where nothing did
   */
  private String look() {
    try {
      long began = System.nanoTime();
      holds.note();
      noteMillis = Duration.ofNanos(System.nanoTime() - began).toMillis();
      return settleAll();
    } catch (StoreException e) {
      return e.getMessage();
    } catch (RuntimeException e) {
      LOG.error("legal holds could not be carried out, and are tried again", e);
      return "";
    }
  }

  /** One object that can't be held must not keep the others from it. */
  private String settleAll() {
    String trouble = "";
    HoldObject last = null;
    while (!closed) {
      List<HoldObject> waiting = holds.waiting(last, AT_ONCE);
      if (waiting.isEmpty()) {
        return trouble;
      }
      for (HoldObject object : waiting) {
        last = object;
        try {
          holds.settle(object, NAME, this::set);
        } catch (ObjectStoreException e) {
          trouble = e.getMessage();
        }
      }
    }
    return trouble;
  }

  private void set(String key, String versionId, boolean held) {
    objects.hold(key, versionId, held);
    if (objects.isHeld(key, versionId) != held) {
      throw new ObjectStoreException(
          "%s was told that its legal hold is %s, and says the contrary"
              .formatted(objects.location(key, versionId), held ? "on" : "off"),
          true,
          null);
    }
  }

  /** To find what many records and holds have in common takes long: the database has more to do. */
  private synchronized void pause() {
    try {
      if (!closed) {
        wait(Math.max(look.toMillis(), Math.min(REST * noteMillis, LONGEST_REST)));
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Lets the object that it is at come to its end. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.verity.audit.control.events;

import io.verity.audit.control.auth.Caller;
import io.verity.audit.store.Database;
import io.verity.audit.store.RunEvent;
import io.verity.audit.store.RunEvents;
import io.verity.audit.store.RunHistory;
import io.verity.audit.store.RunHistory.UnderWay;
import io.verity.audit.store.RunNotices;
import io.verity.audit.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what became of runs once for all who listen at this replica. PostgreSQL says when there is
 * something; should that get lost, it is looked for every second all the same.
 */
public final class EventHub implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int PAGE = 500;

  /** Each holds a thread of the server, which has to have some left for everything else. */
  private static final int CLIENTS = 100;

  private static final int CLIENTS_OF_ONE = 20;
  private static final int BUFFER = 1_000;

  private final RunEvents events;
  private final RunHistory history;
  private final Supplier<RunNotices> notices;
  private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();
  private final Map<UUID, UnderWay> told = new HashMap<>();
  private final Thread thread = new Thread(this::run, "events");
  private volatile long position = -1;
  private volatile boolean closed;

  public EventHub(Database database) {
    this.events = new RunEvents(database);
    this.history = new RunHistory(database);
    this.notices = () -> new RunNotices(database.access());
    thread.setDaemon(true);
    thread.start();
  }

  /** Empty where there are as many already as there may be. */
  synchronized Optional<EventClient> enter(Caller caller) {
    long own = clients.stream().filter(c -> c.subject().equals(caller.subject())).count();
    if (closed || clients.size() >= CLIENTS || own >= CLIENTS_OF_ONE) {
      return Optional.empty();
    }
    EventClient client = new EventClient(caller, BUFFER);
    clients.add(client);
    return Optional.of(client);
  }

  void leave(EventClient client) {
    clients.remove(client);
  }

  /** The last event that was given to all; what comes after it goes through the buffers. */
  synchronized long position() {
    if (position < 0) {
      position = events.last();
    }
    return position;
  }

  List<RunEvent> after(long seq) {
    return events.after(seq, PAGE);
  }

  boolean isClosed() {
    return closed;
  }

  private void run() {
    try (RunNotices listening = notices.get()) {
      boolean away = false;
      while (!closed) {
        try {
          listening.await(LOOK);
          tell(position());
          tellProgress();
          away = false;
        } catch (StoreException e) {
          if (!away) {
            LOG.warn("events wait until PostgreSQL is there again: {}", e.getMessage());
          }
          away = true;
          sleep();
        } catch (RuntimeException e) {
          LOG.error("events could not be read, and are tried again", e);
          sleep();
        }
      }
    }
  }

  private void tell(long known) {
    long last = known;
    List<RunEvent> page;
    do {
      page = after(last);
      for (RunEvent event : page) {
        StreamEvent sent = StreamEvent.of(event);
        clients.forEach(client -> client.offer(sent));
        last = event.seq();
        position = last;
      }
    } while (page.size() == PAGE);
  }

  /** What has changed; the whole is not told again, as whoever comes asks for the run first. */
  private void tellProgress() {
    if (clients.isEmpty()) {
      told.clear();
      return;
    }
    Map<UUID, UnderWay> now = new HashMap<>();
    for (UnderWay run : history.underWay()) {
      now.put(run.runId(), run);
      if (run.json() != null && !run.equals(told.get(run.runId()))) {
        StreamEvent sent = StreamEvent.of(run);
        clients.forEach(client -> client.offer(sent));
      }
    }
    told.clear();
    told.putAll(now);
  }

  private void sleep() {
    try {
      Thread.sleep(LOOK.toMillis());
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** All who listen are let go. */
  @Override
  public void close() {
    closed = true;
    clients.forEach(EventClient::drop);
    thread.interrupt();
    try {
      thread.join(LOOK.toMillis() * 5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

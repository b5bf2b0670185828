package io.verity.audit.control.events;

import io.verity.audit.control.auth.Caller;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One who listens. What is for them waits in a buffer of a fixed size; who does not take it in time
 * is dropped, and may come back and go on after the last event that arrived.
 */
final class EventClient {

  private final Caller caller;
  private final BlockingQueue<StreamEvent> buffer;
  private volatile boolean dropped;

  EventClient(Caller caller, int capacity) {
    this.caller = caller;
    this.buffer = new ArrayBlockingQueue<>(capacity);
  }

  boolean sees(StreamEvent event) {
    return caller.sees(event.requestedBy());
  }

  String subject() {
    return caller.subject();
  }

  /** Never waits. */
  void offer(StreamEvent event) {
    if (sees(event) && !buffer.offer(event)) {
      drop();
    }
  }

  void drop() {
    dropped = true;
  }

  boolean isDropped() {
    return dropped;
  }

  /** Null where there was none in that time. */
  StreamEvent poll(long millis) throws InterruptedException {
    return buffer.poll(millis, TimeUnit.MILLISECONDS);
  }
}

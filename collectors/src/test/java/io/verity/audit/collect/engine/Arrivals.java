package io.verity.audit.collect.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** When a source was asked, and how many were asking at a time. */
final class Arrivals {

  private final List<Long> nanos = new ArrayList<>();
  private int now;
  private int most;

  synchronized void begin(long at) {
    nanos.add(at);
    now++;
    most = Math.max(most, now);
  }

  synchronized void end() {
    now--;
  }

  synchronized int calls() {
    return nanos.size();
  }

  synchronized int mostAtATime() {
    return most;
  }

  /** The most that arrived in any stretch of that length. */
  synchronized int mostWithin(Duration window) {
    List<Long> ordered = nanos.stream().sorted().toList();
    Deque<Long> inside = new ArrayDeque<>();
    int found = 0;
    for (long at : ordered) {
      inside.addLast(at);
      while (at - inside.peekFirst() >= window.toNanos()) {
        inside.removeFirst();
      }
      found = Math.max(found, inside.size());
    }
    return found;
  }
}

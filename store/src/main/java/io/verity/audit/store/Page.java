package io.verity.audit.store;

import java.util.List;

/**
 * A part of a list.
 *
 * @param nextCursor where the next part begins; null after the last
 */
public record Page<T>(List<T> items, String nextCursor) {

  public Page {
    items = List.copyOf(items);
  }
}

package io.verity.audit.trail.verify;

import java.util.Comparator;
import java.util.UUID;

/**
 * The order in which ClickHouse sorts UUIDs: by the second half, then the first, both unsigned.
 * Java's own order differs in both respects, and a merge join needs the very order of its inputs.
 */
final class ClickHouseUuidOrder implements Comparator<UUID> {

  static final ClickHouseUuidOrder INSTANCE = new ClickHouseUuidOrder();

  private ClickHouseUuidOrder() {}

  @Override
  public int compare(UUID a, UUID b) {
    int second = Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    return second != 0
        ? second
        : Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
  }
}

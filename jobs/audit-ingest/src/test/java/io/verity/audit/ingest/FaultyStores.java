package io.verity.audit.ingest;

import io.verity.audit.ingest.sink.AuditSink;
import io.verity.audit.ingest.sink.SinkSettings;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.TrailStore;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Opens the real store with this test's faults around its statements. The faults of a point strike
 * in the order in which they were given, one a statement; after the last one all goes well.
 *
 * <p>Flink serialises it with the job; in this JVM it comes out as the same object again.
 */
final class FaultyStores implements AuditSink.StoreFactory {

  private static final long serialVersionUID = 1L;
  private static final Map<UUID, FaultyStores> ALL = new ConcurrentHashMap<>();

  private final UUID id = UUID.randomUUID();
  private final transient Map<FaultPoint, Deque<Fault>> faults = new EnumMap<>(FaultPoint.class);
  private final transient Map<FaultPoint, AtomicInteger> passed = new EnumMap<>(FaultPoint.class);
  private final transient Map<FaultPoint, Set<UUID>> batches = new EnumMap<>(FaultPoint.class);
  private final transient AtomicInteger opened = new AtomicInteger();
  private transient UnaryOperator<TrailStore> variant = UnaryOperator.identity();

  FaultyStores() {
    for (FaultPoint point : FaultPoint.values()) {
      faults.put(point, new ConcurrentLinkedDeque<>());
      passed.put(point, new AtomicInteger());
      batches.put(point, ConcurrentHashMap.newKeySet());
    }
    ALL.put(id, this);
  }

  FaultyStores at(FaultPoint point, Fault fault) {
    faults.get(point).add(fault);
    return this;
  }

  /** Holds the commit up at this point until the job is cancelled: for a crash right there. */
  Hold holdAt(FaultPoint point) {
    Hold hold = new Hold();
    at(point, hold);
    return hold;
  }

  /** Another store between the faults and the real one. */
  FaultyStores variant(UnaryOperator<TrailStore> variant) {
    this.variant = variant;
    return this;
  }

  /** How often a statement came to this point. */
  int passed(FaultPoint point) {
    return passed.get(point).get();
  }

  /**
   * How often a statement came to this point for a batch that had been there before. How many
   * batches the records fall into is up to the checkpoints, so only this can be a fixed number.
   */
  int repeated(FaultPoint point) {
    return passed(point) - batches.get(point).size();
  }

  /** INSERTs of rows that came to the server, or should have, and were not answered well. */
  int refused() {
    return passed(FaultPoint.BEFORE_INSERT) - passed(FaultPoint.AFTER_INSERT);
  }

  /** How often the job was started: the committer and the sweep open one store each. */
  int attempts() {
    return opened.get() / 2;
  }

  @Override
  public TrailStore open(SinkSettings settings) {
    opened.incrementAndGet();
    TrailStore real =
        new ClickHouseTrailStore(settings.clickHouse(), settings.insertConnections() + 1);
    return new FaultyStore(variant.apply(real), this);
  }

  void reached(FaultPoint point, BatchMeta batch) {
    batches.get(point).add(batch.batchId());
    passed.get(point).incrementAndGet();
    Fault fault = faults.get(point).poll();
    if (fault != null) {
      fault.strike(batch);
    }
  }

  private Object readResolve() {
    return ALL.get(id);
  }
}

package io.verity.audit.ingest.sink;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.LedgerEntry.Kind;
import io.verity.audit.trail.OffsetRuns.Run;
import io.verity.audit.trail.OffsetSet;
import io.verity.audit.trail.TrailStore;
import io.verity.audit.trail.TrailStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A model of ClickHouse as far as the protocol relies on it: deduplication tokens, statements whose
 * answer is lost, that arrive late, or that leave their token without their rows.
 *
 * <p>Its rules: a statement arrives before its execution limit has passed, or never; tokens are
 * forgotten only when no statement is on its way, and a burnt one not before its batch is there.
 */
final class InMemoryTrailStore implements TrailStore {

  /** What becomes of an INSERT of rows. */
  enum Outcome {
    DONE,
    /** It never reaches the server. */
    REFUSED,
    /** It is done; the client gets no answer. */
    ANSWER_LOST,
    /** The client gives up on it; it arrives later. */
    STALLED,
    /** The client gives up on it; its token is taken at once, its rows show later. */
    SLOW,
    /** The server dies with the token on disk, and not the rows. */
    BURNT,
    /** It never reaches the server, which is away until every token is forgotten. */
    LONG_OUTAGE
  }

  private final Deque<Outcome> outcomes = new ArrayDeque<>();
  private final Set<String> tokens = new HashSet<>();
  private final Set<String> burnt = new HashSet<>();
  private final List<Runnable> stalled = new ArrayList<>();
  private final Map<UUID, Integer> copies = new HashMap<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final List<UUID> probed = new ArrayList<>();
  private int ledgerTokensToBurn;

  void outcomes(List<Outcome> next) {
    outcomes.addAll(next);
  }

  /**
   * The server dies in each of the next INSERTs into the ledger: its token stays, its rows do not.
   */
  void burnLedgerTokens(int count) {
    ledgerTokensToBurn = count;
  }

  /** How often the rows of the batch are there. */
  int copies(BatchMeta batch) {
    return copies.getOrDefault(batch.batchId(), 0);
  }

  List<UUID> probed() {
    return probed;
  }

  List<LedgerEntry> ledger() {
    return ledger;
  }

  /** The execution limit of all that is on its way has passed. */
  void limitPassed() {
    stalled.forEach(Runnable::run);
    stalled.clear();
  }

  @Override
  public synchronized void insertBatch(
      BatchMeta batch, String token, Payload payload, Duration executionLimit) {
    read(payload);
    Outcome outcome = outcomes.isEmpty() ? Outcome.DONE : outcomes.poll();
    switch (outcome) {
      case DONE, ANSWER_LOST -> write(batch, token);
      case STALLED -> stalled.add(() -> write(batch, token));
      case SLOW -> {
        if (tokens.add(token)) {
          stalled.add(() -> copies.merge(batch.batchId(), 1, Integer::sum));
        }
      }
      case BURNT -> {
        if (tokens.add(token)) {
          burnt.add(token);
        }
      }
      case LONG_OUTAGE -> {
        limitPassed();
        tokens.retainAll(burnt);
      }
      case REFUSED -> {}
    }
    if (outcome != Outcome.DONE) {
      throw new TrailStoreException(outcome.toString(), 0, true, null);
    }
  }

  @Override
  public synchronized Presence probe(BatchMeta batch) {
    probed.add(batch.batchId());
    return switch (copies(batch)) {
      case 0 -> Presence.ABSENT;
      case 1 -> Presence.WHOLE;
      default -> Presence.DIFFERENT;
    };
  }

  @Override
  public synchronized void appendLedger(List<LedgerEntry> entries, String token) {
    if (tokens.add(token) && ledgerTokensToBurn == 0) {
      ledger.addAll(entries);
    }
    if (ledgerTokensToBurn > 0) {
      ledgerTokensToBurn--;
      throw new TrailStoreException("the server died", 0, true, null);
    }
  }

  @Override
  public synchronized Map<Integer, OffsetSet> coverage(UUID topicId) {
    Map<Integer, OffsetSet> coverage = new HashMap<>();
    for (LedgerEntry entry : ledger) {
      if (entry.kind() == Kind.COMMITTED && entry.batch().topicId().equals(topicId)) {
        for (Run run : entry.batch().runs().asList()) {
          coverage
              .computeIfAbsent(run.partition(), partition -> new OffsetSet())
              .add(run.first(), run.last());
        }
      }
    }
    return coverage;
  }

  @Override
  public synchronized List<LedgerEntry> openIntents(UUID topicId) {
    Set<UUID> committed =
        ledger.stream()
            .filter(entry -> entry.kind() == Kind.COMMITTED)
            .map(entry -> entry.batch().batchId())
            .collect(Collectors.toSet());
    return ledger.stream()
        .filter(entry -> entry.batch().topicId().equals(topicId))
        .filter(entry -> !committed.contains(entry.batch().batchId()))
        .toList();
  }

  @Override
  public List<UUID> batchesWithoutIntent(UUID topicId, Map<Integer, Long> firstUncovered) {
    return List.of();
  }

  @Override
  public boolean insertsRunning() {
    return false;
  }

  @Override
  public void checkSchema() {}

  @Override
  public void close() {}

  private void write(BatchMeta batch, String token) {
    if (tokens.add(token)) {
      copies.merge(batch.batchId(), 1, Integer::sum);
    }
  }

  private static void read(Payload payload) {
    try (InputStream rows = payload.open()) {
      rows.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

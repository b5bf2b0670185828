package io.verity.audit.trail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The exact Kafka offsets that a batch accounts for, as runs of neighbours: those that became rows,
 * those that were rejected, and the holes that no consumer ever sees (transaction markers, aborted
 * records, compaction).
 */
public final class OffsetRuns {

  private final List<Run> runs;

  /** What became of the offsets of a run; the codes are the ledger's. */
  public enum Kind {
    ROWS(1),
    REJECTS(2),
    HOLES(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    public static Kind ofCode(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of run has the code " + code);
    }

    public String ledgerName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Offsets {@code first} to {@code last}, both included. */
  public record Run(Kind kind, int partition, long first, long last) {
    public Run {
      if (partition < 0 || first < 0 || last < first) {
        throw new IllegalArgumentException(
            "not a run: " + kind + " " + partition + " " + first + ".." + last);
      }
    }

    public long length() {
      return last - first + 1;
    }

    @Override
    public String toString() {
      return partition + ":" + first + "-" + last;
    }
  }

  private OffsetRuns(List<Run> runs) {
    this.runs = List.copyOf(runs);
  }

  public static OffsetRuns of(List<Run> runs) {
    return new OffsetRuns(runs);
  }

  public List<Run> asList() {
    return runs;
  }

  /** How many offsets the runs of this kind hold. */
  public long count(Kind kind) {
    return runs.stream().filter(run -> run.kind() == kind).mapToLong(Run::length).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OffsetRuns that && runs.equals(that.runs);
  }

  @Override
  public int hashCode() {
    return runs.hashCode();
  }

  @Override
  public String toString() {
    return runs.toString();
  }

  /** Collects offsets one by one; a partition's offsets of one kind must come in rising order. */
  public static final class Builder {
    private final List<Run> done = new ArrayList<>();
    private final int partition;
    private Kind kind;
    private long first;
    private long last;

    public Builder(int partition) {
      this.partition = partition;
    }

    public void add(Kind kind, long offset) {
      add(kind, offset, offset);
    }

    public void add(Kind kind, long first, long last) {
      if (this.kind == kind && first == this.last + 1) {
        this.last = last;
        return;
      }
      finish();
      this.kind = kind;
      this.first = first;
      this.last = last;
    }

    /** Moves what was collected to {@code target}, and starts anew. */
    public void drainTo(List<Run> target) {
      finish();
      target.addAll(done);
      done.clear();
    }

    public int runCount() {
      return done.size() + (kind == null ? 0 : 1);
    }

    private void finish() {
      if (kind != null) {
        done.add(new Run(kind, partition, first, last));
        kind = null;
      }
    }
  }
}

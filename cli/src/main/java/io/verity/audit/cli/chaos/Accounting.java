package io.verity.audit.cli.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The oracle of a campaign: holds what was sent and acknowledged against what the trail holds.
 * Records are numbers from 0 on; a few bytes each. Sending is told from several threads.
 *
 * <p>A record that was sent and never acknowledged may be in the topic once, or not at all.
 */
final class Accounting {

  private static final int MAX_EXAMPLES = 20;
  private static final int OFFSET_BITS = 48;
  private static final long NEVER_ACKNOWLEDGED = -1;
  private static final int FIRST_CAPACITY = 1 << 16;

  private long[] home = new long[FIRST_CAPACITY];
  private int sent;
  private int acknowledged;

  private final Map<Integer, BitSet> seenOffsets = new HashMap<>();
  private final BitSet seen = new BitSet();
  private final BitSet atHome = new BitSet();
  private final List<String> examples = new ArrayList<>();
  private long found;
  private long duplicated;
  private long foreign;

  /**
   * What came out.
   *
   * @param lost acknowledged records that are not where Kafka acknowledged them
   * @param duplicated rows beyond the first with the same coordinates, or of the same record
   * @param foreign rows that hold nothing that was sent
   * @param unacknowledged records sent that Kafka never acknowledged
   * @param examples of what is wrong, for a person
   */
  record Verdict(
      long sent,
      long unacknowledged,
      long lost,
      long duplicated,
      long foreign,
      List<String> examples) {

    boolean ok() {
      return lost == 0 && duplicated == 0 && foreign == 0;
    }
  }

  /** The next record is about to be sent; returns its number. */
  synchronized int sending() {
    if (sent == home.length) {
      home = Arrays.copyOf(home, home.length * 2);
    }
    home[sent] = NEVER_ACKNOWLEDGED;
    return sent++;
  }

  synchronized void acknowledged(int number, int partition, long offset) {
    home[number] = coordinates(partition, offset);
    acknowledged++;
  }

  synchronized int sentSoFar() {
    return sent;
  }

  synchronized int acknowledgedSoFar() {
    return acknowledged;
  }

  /**
   * One row of the trail, in either table.
   *
   * @param number of the record that it holds, or -1 where it is none of the campaign's
   */
  synchronized void found(int partition, long offset, long number) {
    found++;
    BitSet offsets = seenOffsets.computeIfAbsent(partition, p -> new BitSet());
    if (offsets.get(Math.toIntExact(offset))) {
      duplicated++;
      example("offset " + partition + ":" + offset + " is there more than once");
      return;
    }
    offsets.set(Math.toIntExact(offset));
    if (number < 0 || number >= sent) {
      foreign++;
      example("the row of offset " + partition + ":" + offset + " holds no record that was sent");
      return;
    }
    int known = (int) number;
    if (seen.get(known)) {
      duplicated++;
      example("record " + known + " is there again, at offset " + partition + ":" + offset);
    }
    seen.set(known);
    if (home[known] == coordinates(partition, offset)) {
      atHome.set(known);
    }
  }

  /** Rows told by {@link #found}. */
  synchronized long foundSoFar() {
    return found;
  }

  synchronized Verdict verdict() {
    long lost = 0;
    for (int number = 0; number < sent; number++) {
      if (home[number] != NEVER_ACKNOWLEDGED && !atHome.get(number)) {
        lost++;
        example("record " + number + " is not at " + text(home[number]));
      }
    }
    return new Verdict(sent, sent - acknowledged, lost, duplicated, foreign, List.copyOf(examples));
  }

  private void example(String text) {
    if (examples.size() < MAX_EXAMPLES) {
      examples.add(text);
    }
  }

  private static long coordinates(int partition, long offset) {
    return (long) partition << OFFSET_BITS | offset;
  }

  private static String text(long coordinates) {
    return (coordinates >>> OFFSET_BITS) + ":" + (coordinates & ((1L << OFFSET_BITS) - 1));
  }
}

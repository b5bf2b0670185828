package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** A record's unknown fields: where the bytes of their names and values stand. */
final class ExtraFields {

  /** The name in {@code details} under which they are kept. */
  static final String NAME = "_extra";

  private static final byte[] OPEN = ('"' + NAME + "\":{").getBytes(UTF_8);
  private static final int KEPT = 1024;

  private final Set<String> names = new HashSet<>();

  /** Three to a field: start of the name, start and end of the value. */
  private int[] offsets = new int[12];

  private int count;

  void clear() {
    if (count > 0) {
      names.clear();
      count = 0;
    }
    if (offsets.length > KEPT) {
      offsets = new int[12];
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Takes the field on whose name the parser stands. */
  void read(String name, JsonParser parser) throws IOException, RejectedException {
    if (!names.add(name)) {
      throw FieldTally.twice(name);
    }
    if (count + 3 > offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[count++] = JsonRecords.startOfToken(parser);
    parser.nextToken();
    offsets[count++] = JsonRecords.startOfToken(parser);
    parser.skipChildren();
    offsets[count++] = JsonRecords.endOfToken(parser);
  }

  /** Appends {@code "_extra":{...}}. */
  void append(byte[] record, GrowableBytes to) {
    to.append(OPEN);
    for (int at = 0; at < count; at += 3) {
      if (at > 0) {
        to.append(',');
      }
      int name = offsets[at];
      to.append(record, name, endOfString(record, name) - name).append(':');
      to.append(record, offsets[at + 1], offsets[at + 2] - offsets[at + 1]);
    }
    to.append('}');
  }

  private static int endOfString(byte[] json, int openingQuote) {
    int at = openingQuote + 1;
    while (json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }
}

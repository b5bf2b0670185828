package io.verity.audit.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.verity.audit.evidence.json.JsonSafe;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at what a handler gave as whoever stores it will. */
final class EvidenceCheck {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter WRITER = JSON.writer();

  /** JSON says the same in more bytes than most sources do: names repeated, characters escaped. */
  private static final int ROOM = 2;

  private EvidenceCheck() {}

  /** What is wrong with it: more than the source may answer, or no JSON; empty where nothing is. */
  static Optional<String> problem(JsonNode data, long maxBytes) {
    if (data == null || data.isMissingNode()) {
      return Optional.of("it gave nothing");
    }
    try {
      WRITER.writeValue(new Counter(maxBytes * ROOM), data);
      return Optional.empty();
    } catch (TooMuchException e) {
      return Optional.of("it gave more than max_bytes of the source, " + maxBytes);
    } catch (IOException e) {
      return Optional.of("it gave no JSON (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** JSONB can't keep U+0000; whoever reads the record is told that it was there. */
  static SourceEvidence withoutNul(SourceEvidence evidence) {
    if (!hasNul(evidence.data())) {
      return evidence;
    }
    Map<String, String> details = new TreeMap<>(evidence.details());
    details.put("replaced", "U+0000 by U+FFFD");
    return new SourceEvidence(evidence.from(), JsonSafe.clean(evidence.data()), details);
  }

  private static boolean hasNul(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue().indexOf('\0') >= 0;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getKey().indexOf('\0') >= 0) {
        return true;
      }
    }
    for (JsonNode child : node) {
      if (hasNul(child)) {
        return true;
      }
    }
    return false;
  }

  private static final class TooMuchException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Counter extends OutputStream {

    private long left;

    private Counter(long most) {
      this.left = most;
    }

    @Override
    public void write(int b) throws IOException {
      count(1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      count(length);
    }

    private void count(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        throw new TooMuchException();
      }
    }
  }
}

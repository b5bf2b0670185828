package io.verity.audit.report.render.json;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.erdtman.jcs.NumberToJSON;

/**
 * Writes canonical JSON (RFC 8785) as a stream: no space, keys in the order of their UTF-16 units
 * (anything else is refused), numbers as ECMAScript writes them.
 */
final class CanonicalWriter {

  private static final BigDecimal MAX_EXACT = BigDecimal.valueOf((1L << 53) - 1);
  private static final String HEX = "0123456789abcdef";

  private static final class Frame {
    private final char close;
    private String lastKey;
    private boolean empty = true;

    private Frame(char close) {
      this.close = close;
    }
  }

  private final Writer out;
  private final Deque<Frame> open = new ArrayDeque<>();

  CanonicalWriter(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 15);
  }

  CanonicalWriter object() throws IOException {
    return begin('{', '}');
  }

  CanonicalWriter array() throws IOException {
    return begin('[', ']');
  }

  /** Ends the object or array that was begun last. */
  CanonicalWriter end() throws IOException {
    out.write(open.pop().close);
    return this;
  }

  CanonicalWriter key(String key) throws IOException {
    Frame frame = open.element();
    if (frame.lastKey != null && frame.lastKey.compareTo(key) >= 0) {
      throw new IllegalStateException("JSON key " + key + " after " + frame.lastKey);
    }
    frame.lastKey = key;
    comma(frame);
    quoted(key);
    out.write(':');
    return this;
  }

  CanonicalWriter text(String text) throws IOException {
    if (text == null) {
      return literal("null");
    }
    value();
    quoted(text);
    return this;
  }

  CanonicalWriter bool(boolean value) throws IOException {
    return literal(Boolean.toString(value));
  }

  CanonicalWriter number(long number) throws IOException {
    return number(BigDecimal.valueOf(number));
  }

  /** A whole number that a double cannot hold becomes a text, as RFC 8785 recommends. */
  CanonicalWriter number(BigDecimal number) throws IOException {
    if (number == null) {
      return literal("null");
    }
    boolean whole = number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    if (!whole) {
      return literal(NumberToJSON.serializeNumber(number.doubleValue()));
    } else if (number.abs().compareTo(MAX_EXACT) > 0) {
      return text(number.toBigInteger().toString());
    }
    return literal(Long.toString(number.longValue()));
  }

  void flush() throws IOException {
    out.flush();
  }

  private CanonicalWriter begin(char opening, char closing) throws IOException {
    value();
    open.push(new Frame(closing));
    out.write(opening);
    return this;
  }

  private CanonicalWriter literal(String text) throws IOException {
    value();
    out.write(text);
    return this;
  }

  private void value() throws IOException {
    Frame frame = open.peek();
    if (frame != null && frame.close == ']') {
      comma(frame);
    }
  }

  private void comma(Frame frame) throws IOException {
    if (!frame.empty) {
      out.write(',');
    }
    frame.empty = false;
  }

  private void quoted(String text) throws IOException {
    out.write('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.write("\\\"");
        case '\\' -> out.write("\\\\");
        case '\b' -> out.write("\\b");
        case '\f' -> out.write("\\f");
        case '\n' -> out.write("\\n");
        case '\r' -> out.write("\\r");
        case '\t' -> out.write("\\t");
        default -> plain(text, i, c);
      }
    }
    out.write('"');
  }

  private void plain(String text, int at, char c) throws IOException {
    if (c < ' ') {
      out.write("\\u00");
      out.write(HEX.charAt(c >> 4));
      out.write(HEX.charAt(c & 15));
    } else if (Character.isSurrogate(c) && !paired(text, at, c)) {
      // half a pair is no character, and JSON text has to be valid UTF-8
      out.write('\ufffd');
    } else {
      out.write(c);
    }
  }

  private static boolean paired(String text, int at, char c) {
    return Character.isHighSurrogate(c)
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}

package io.verity.audit.control.launch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the one line in a printed stack trace that a person needs. */
public final class StackText {

  private static final int LIMIT = 500;
  private static final String REMOTE = "<Exception on server side";
  private static final String CAUSE = "Caused by: ";
  private static final Pattern CLASS_AND_MESSAGE =
      Pattern.compile("(?:[a-z_][\\w$]*\\.)+[A-Z][\\w$]*:\\s+(\\S.*)");

  private StackText() {}

  /** The message of the innermost cause; its class only where it has no message. */
  public static String rootCause(String stack) {
    StringBuilder root = new StringBuilder();
    boolean inMessage = true;
    for (String line : stack.lines().map(String::strip).toList()) {
      if (line.startsWith(CAUSE)) {
        root = new StringBuilder(line.substring(CAUSE.length()));
        inMessage = true;
      } else if (line.startsWith("at ") || line.startsWith("... ")) {
        inMessage = false;
      } else if (inMessage && !line.startsWith(REMOTE)) {
        root.append(' ').append(line);
      }
    }
    String text = oneLine(root.toString());
    return text.isEmpty() ? "no reason given" : withoutClass(text);
  }

  /** Without line ends and control characters, and of bounded length. */
  public static String oneLine(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() <= LIMIT ? line : line.substring(0, LIMIT - 1) + "…";
  }

  private static String withoutClass(String text) {
    Matcher matcher = CLASS_AND_MESSAGE.matcher(text);
    return matcher.matches() ? withoutClass(matcher.group(1)) : text;
  }
}

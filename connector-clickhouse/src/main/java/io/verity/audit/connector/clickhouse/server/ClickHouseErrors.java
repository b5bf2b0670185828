package io.verity.audit.connector.clickhouse.server;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what the driver throws into one line for a person: which table, where, what was said. */
public final class ClickHouseErrors {

  private static final int MAX_LENGTH = 300;
  private static final int UNKNOWN_IDENTIFIER = 47;

  /** Where ClickHouse goes on with the text of the query, its own version or its stack. */
  private static final Pattern TAIL =
      Pattern.compile("\\s*(: ?[Ii]n scope |In scope |: ?[Ww]hile |\\(version |Stack trace:|\\R)");

  private static final Pattern SAID =
      Pattern.compile("Code: \\d+\\. DB::Exception: .*", Pattern.DOTALL);

  private static final Pattern BROKEN =
      Pattern.compile(
          "chunk|[Cc]onnection reset|closed by peer|failed to respond|EOF|end of stream");

  private static final Pattern NAME =
      Pattern.compile("\\(([A-Z][A-Z_0-9]+)\\)(?=\\s*(\\(version|$))");

  private ClickHouseErrors() {}

  /**
   * @param what what was being done, to what: "read verity.verity_audit"
   */
  public static String line(String what, ServerAccess access, Throwable thrown) {
    return "ClickHouse at "
        + access.url()
        + " could not "
        + what
        + " as "
        + access.username()
        + ": "
        + said(thrown, access);
  }

  /** Whether the server does not know a column that was asked for. */
  public static boolean isUnknownColumn(SQLException thrown) {
    return thrown.getErrorCode() == UNKNOWN_IDENTIFIER
        || String.valueOf(thrown.getMessage()).contains("Code: " + UNKNOWN_IDENTIFIER + ".");
  }

  private static String said(Throwable thrown, ServerAccess access) {
    String deepest = null;
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      String message = at.getMessage();
      if (message == null || message.isBlank()) {
        continue;
      }
      Matcher server = SAID.matcher(message);
      if (server.find()) {
        return withoutSecrets(shortened(server.group()), access);
      }
      deepest = message;
    }
    String text = deepest == null ? thrown.getClass().getSimpleName() : shortened(deepest);
    if (BROKEN.matcher(text).find()) {
      text =
          "the answer broke off: the server stopped, or the query failed after its first rows and"
              + " ClickHouse's log says why ("
              + text
              + ")";
    }
    return withoutSecrets(text, access);
  }

  private static String shortened(String message) {
    Matcher name = NAME.matcher(message.strip());
    String suffix = name.find() ? " (" + name.group(1) + ")" : "";
    Matcher tail = TAIL.matcher(message);
    String text = (tail.find() ? message.substring(0, tail.start()) : message).strip();
    if (text.length() > MAX_LENGTH) {
      text = text.substring(0, MAX_LENGTH) + "…";
    }
    return text.contains(suffix) ? text : text + suffix;
  }

  private static String withoutSecrets(String text, ServerAccess access) {
    return access.password().isEmpty() ? text : text.replace(access.password(), "******");
  }
}

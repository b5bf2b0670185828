package io.verity.audit.collect.sql;

import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.http.TlsFailure;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What databases and drivers say, in words, and whether it may pass. */
final class SqlErrors {

  private static final int MOST_CHARS = 300;

  private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\. ");
  private static final Pattern VERSION = Pattern.compile(" ?\\(version [^)]*\\)[^\\n]*");

  /** Time or memory run out, too many queries, network, table being replaced. */
  private static final Set<String> CLICKHOUSE_PASSING =
      Set.of("159", "160", "202", "203", "209", "210", "241", "242", "279", "425", "439", "999");

  private static final String READONLY = "164";
  private static final Set<String> TOO_MUCH = Set.of("396", "158", "307");

  private SqlErrors() {}

  static CollectionException ofPostgres(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String said = said(e);
    if (said.contains("maxResultBuffer")) {
      return CollectionException.lasting("the query gives more than max_bytes; ask for less");
    }
    if (state.startsWith("08")) {
      return unanswered(e);
    }
    if (state.equals("25006")) {
      return CollectionException.lasting("refused, as the query would write: " + said);
    }
    if (state.startsWith("28")) {
      return CollectionException.lasting("does not let its user in: " + said);
    }
    boolean passing =
        state.equals("57014") || state.startsWith("57P") || state.matches("(40|53|55|58).*");
    String message = "refused the query: %s (SQLSTATE %s)".formatted(said, state);
    return new CollectionException(message, passing, null, e);
  }

  static CollectionException ofClickHouse(SQLException e) {
    String said = said(e);
    Matcher matcher = CODE.matcher(all(e));
    if (!matcher.find()) {
      return unanswered(e);
    }
    String code = matcher.group(1);
    if (code.equals(READONLY)) {
      return CollectionException.lasting("refused, as the query would write: " + said);
    }
    if (TOO_MUCH.contains(code)) {
      return CollectionException.lasting(
          "the query gives more than max_rows or max_bytes; ask for less");
    }
    boolean passing = CLICKHOUSE_PASSING.contains(code);
    return new CollectionException("refused the query: " + said, passing, null, e);
  }

  private static String said(SQLException e) {
    String first = VERSION.matcher(String.valueOf(e.getMessage())).replaceAll("");
    first = first.strip().lines().findFirst().orElse("");
    return first.substring(0, Math.min(first.length(), MOST_CHARS));
  }

  private static String all(Throwable e) {
    StringBuilder all = new StringBuilder();
    Throwable next = e;
    for (int depth = 0; next != null && depth < 10; depth++) {
      all.append(next.getMessage()).append('\n');
      next = next.getCause();
    }
    return all.toString();
  }

  /** By the innermost of the exceptions, which is the one that knows. */
  private static CollectionException unanswered(SQLException e) {
    if (all(e).contains("could not be verified by hostnameverifier")) {
      return CollectionException.lasting(
          "its certificate is for another host name than its url has");
    }
    Optional<SSLException> tls = TlsFailure.in(e);
    if (tls.isPresent()) {
      String words = TlsFailure.inWords(tls.get());
      return TlsFailure.isLasting(tls.get())
          ? CollectionException.lasting(words)
          : CollectionException.passing(words, e);
    }
    Throwable last = e;
    for (int depth = 0; last.getCause() != null && depth < 10; depth++) {
      last = last.getCause();
    }
    if (last instanceof SocketTimeoutException) {
      return SqlHandler.outOfTime(e);
    }
    String message = String.valueOf(last.getMessage());
    return CollectionException.passing(
        "can't be reached, or is no such database: "
            + message.substring(0, Math.min(message.length(), MOST_CHARS)),
        e);
  }
}

package io.verity.audit.store;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL and its driver say, for a person. */
final class StoreErrors {

  /** It shuts down, crashed, starts up, or has no connection left. */
  private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300");

  private static final Set<String> LOGIN = Set.of("28000", "28P01");

  private StoreErrors() {}

  static StoreException of(DatabaseAccess access, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String server = "PostgreSQL at " + access.server();
    TlsErrors tls = TlsErrors.in(e);
    if (tls != null) {
      return new StoreException(
          server + " is not safe to talk to: " + tls.words(), e, tls.mayPass(), tls.remedy());
    }
    if (state.startsWith("08") || AWAY.contains(state)) {
      return new StoreException(server + " can't be reached: " + reason(e), e, true);
    }
    if (LOGIN.contains(state)) {
      return new StoreException(
          server + " refuses the login of \"" + access.user() + "\": " + reason(e),
          e,
          false,
          Remedy.LOGIN);
    }
    return new StoreException(server + " refused: " + reason(e), e, false);
  }

  private static String reason(SQLException e) {
    if (e instanceof PSQLException psql) {
      ServerErrorMessage message = psql.getServerErrorMessage();
      if (message != null && message.getMessage() != null) {
        return message.getMessage();
      }
    }
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }
}

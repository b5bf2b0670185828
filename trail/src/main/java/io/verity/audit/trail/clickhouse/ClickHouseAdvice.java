package io.verity.audit.trail.clickhouse;

import com.clickhouse.client.api.ServerException;
import java.util.Set;

/**
 * Which setting to look at after ClickHouse could not be asked, by the names that a program gives
 * its settings.
 */
public record ClickHouseAdvice(String url, String certificates, String user, String password) {

  private static final int ACCESS_DENIED = 497;

  /** Unknown user, no password, wrong password. */
  private static final Set<Integer> LOGIN = Set.of(192, 193, 194, 516);

  /** To follow a message: "; check ...", or nothing where no setting would help. */
  public String on(Throwable failure) {
    int code = code(failure);
    if (LOGIN.contains(code)) {
      return "; check " + user + " and " + password;
    } else if (code == ACCESS_DENIED) {
      return "; the account needs the grants of sql/clickhouse/users.xml";
    }
    return TlsProblem.in(failure).map(this::on).orElse("");
  }

  private String on(TlsProblem problem) {
    return problem == TlsProblem.UNTRUSTED
        ? "; check " + certificates + ", the PEM file of its authority"
        : "; check " + url;
  }

  private static int code(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof ServerException server && server.getCode() > 0) {
        return server.getCode();
      }
    }
    return 0;
  }
}

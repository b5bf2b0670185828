package io.verity.audit.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * As whom PostgreSQL's programs run. They refuse root; in a user namespace of their own they see a
 * nobody, who owns root's files all the same.
 */
final class PostgresUser {

  private PostgresUser() {}

  /** What to put before a command. */
  static List<String> prefix() throws IOException {
    if (!Posix.isRoot()) {
      return List.of();
    }
    Optional<Path> unshare = Executables.find("unshare", System.getenv());
    if (unshare.isPresent()) {
      List<String> prefix = List.of(unshare.get().toString(), "--user");
      if (ClickHouseBinary.works(prefix)) {
        return prefix;
      }
    }
    throw new StackException(
        "PostgreSQL does not run as root, and there are no user namespaces here to hide root from"
            + " it: run as another user, or set REPORTER_DATABASE_URL to a server that runs.");
  }

  /** Nothing of the caller's, such as PGDATA or a language, changes what the programs do. */
  static void clean(Map<String, String> environment) {
    environment.keySet().retainAll(List.of("PATH"));
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
  }
}

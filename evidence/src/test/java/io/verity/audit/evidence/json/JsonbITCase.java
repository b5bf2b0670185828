package io.verity.audit.evidence.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hash outlives the JSONB of a real PostgreSQL. */
class JsonbITCase {

  private static final int VALUES = 2_000;

  @TempDir private Path folder;

  @Test
  void keepsTheHash() throws Exception {
    long seed = System.nanoTime();
    Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
    try (LocalStack stack = LocalStack.in(folder).environment(environment).withPostgres().start()) {
      Account account = stack.postgresAccount("auditor");
      DatabaseAccess access =
          new DatabaseAccess(stack.postgresUrl(), account.user(), account.password());
      try (Database database = new Database(access)) {
        database.connection(connection -> compare(connection, seed));
      }
    }
  }

  private static int compare(Connection connection, long seed) throws SQLException {
    Random random = new Random(seed);
    try (PreparedStatement cast = connection.prepareStatement("SELECT ?::jsonb::text")) {
      for (int i = 0; i < VALUES; i++) {
        byte[] canonical = CanonicalJson.bytes(JsonSafe.clean(RandomJson.object(random)));
        cast.setString(1, new String(canonical, UTF_8));
        try (ResultSet row = cast.executeQuery()) {
          row.next();
          assertThat(CanonicalJson.bytes(row.getString(1)))
              .as("seed %d, %s", seed, row.getString(1))
              .isEqualTo(canonical);
        }
      }
    }
    return VALUES;
  }
}

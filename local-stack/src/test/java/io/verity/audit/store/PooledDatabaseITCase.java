package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PooledDatabaseITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  @Test
  void lendsTheSameConnectionsAgainAndNoMore() {
    try (Database database = Database.pooled(SERVER.access("control"), 1)) {
      int process = database.connection(PooledDatabaseITCase::process);
      assertThat(database.<Integer>transaction(PooledDatabaseITCase::process)).isEqualTo(process);
      assertThatThrownBy(
              () -> database.connection(one -> database.connection(PooledDatabaseITCase::process)))
          .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.isUnreachable()).isTrue())
          .hasMessageContaining("all 1 connections were in use");
    }
  }

  @Test
  void whatFailsIsRolledBack() {
    try (Database database = Database.pooled(SERVER.access("control"), 1)) {
      new AccessLog(database).record("pool", "before", "", "ok", null);
      assertThatThrownBy(
              () ->
                  database.transaction(
                      connection -> {
                        AccessLog.insert(
                            connection, new AccessEntry("pool", "within", "", "ok", null));
                        throw new IllegalStateException("stop");
                      }))
          .hasMessage("stop");
      assertThat(
              SERVER.sql(
                  "auditor", "SELECT string_agg(action, ',') FROM access_log WHERE actor = 'pool'"))
          .isEqualTo("before");
    }
  }

  @Test
  void aBrokenConnectionIsReplaced() {
    try (Database database = Database.pooled(SERVER.access("control"), 1)) {
      int process = database.connection(PooledDatabaseITCase::process);
      assertThatThrownBy(
              () ->
                  database.connection(
                      connection -> {
                        SERVER.sql("control", "SELECT pg_terminate_backend(" + process + ")");
                        return process(connection);
                      }))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.isUnreachable()).isTrue());
      assertThat(database.<Integer>connection(PooledDatabaseITCase::process)).isNotEqualTo(process);
    }
  }

  @Test
  void aServerThatIsAwayIsCalledSo() {
    DatabaseAccess nowhere = new DatabaseAccess("postgresql://127.0.0.1:1/db", "u", "secret");
    try (Database database = Database.pooled(nowhere, 2)) {
      assertThatThrownBy(() -> database.connection(PooledDatabaseITCase::process))
          .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.isUnreachable()).isTrue())
          .hasMessageContaining("PostgreSQL at 127.0.0.1:1/db can't be reached")
          .hasMessageNotContaining("secret");
    }
  }

  private static int process(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }
}

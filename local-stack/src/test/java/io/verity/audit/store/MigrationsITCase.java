package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationsITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private static final String HISTORY =
      "SELECT string_agg(version || checksum || installed_on, ' ') FROM flyway_schema_history";

  @Test
  void appliedAgainTheyChangeNothing() {
    String before = SERVER.sql("admin", HISTORY);
    assertThat(Migrations.apply(SERVER.access("admin"))).isZero();
    assertThat(SERVER.sql("admin", HISTORY)).isEqualTo(before).isNotBlank();
  }

  @Test
  void whoMayNotMigrateIsTold() {
    assertThatThrownBy(() -> Migrations.apply(SERVER.access("reporter")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the schema could not be installed")
        .hasMessageContaining("permission denied");
  }

  @Test
  void aServerThatIsAwayIsCalledSo() {
    DatabaseAccess nowhere = new DatabaseAccess("postgresql://127.0.0.1:1/db", "u", "p");
    assertThatThrownBy(() -> Migrations.apply(nowhere))
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.isUnreachable()).isTrue())
        .hasMessageContaining("PostgreSQL at 127.0.0.1:1/db can't be reached");
  }
}

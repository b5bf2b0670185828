package io.verity.audit.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.cli.CliException;
import io.verity.audit.cli.access.Endpoints.Login;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {

  @TempDir Path work;

  @Test
  void isReadableByItsOwnerAlone() throws IOException {
    endpoints(ProcessHandle.current().pid()).write(work);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void replacesTheFormerFileAtOnceAndLeavesNothingElse() throws IOException {
    Files.writeString(file(), "half a fi");
    Object inode = Files.getAttribute(file(), "unix:ino");
    endpoints(ProcessHandle.current().pid()).write(work);
    assertThat(Files.getAttribute(file(), "unix:ino")).isNotEqualTo(inode);
    try (var files = Files.list(work)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void hasTheFieldsThatOthersReadInOrder() throws IOException {
    endpoints(1L).write(work);
    assertThat(new ObjectMapper().readTree(file().toFile()).toString())
        .isEqualTo(
            "{\"kafka\":\"h:1\",\"clickhouse\":\"http://h:2\","
                + "\"clickhouse_admin\":{\"user\":\"admin\",\"password\":\"a\"},"
                + "\"clickhouse_auditor\":{\"user\":\"auditor\",\"password\":\"b\"},"
                + "\"clickhouse_writer\":{\"user\":\"audit_writer\",\"password\":\"c\"},"
                + "\"clickhouse_reader\":{\"user\":\"report_reader\",\"password\":\"d\"},"
                + "\"postgres\":\"jdbc:postgresql://h:4/verity\","
                + "\"postgres_admin\":{\"user\":\"verity_admin\",\"password\":\"e\"},"
                + "\"postgres_reporter\":{\"user\":\"verity_reporter\",\"password\":\"f\"},"
                + "\"postgres_importer\":{\"user\":\"verity_importer\",\"password\":\"g\"},"
                + "\"postgres_auditor\":{\"user\":\"verity_auditor\",\"password\":\"h\"},"
                + "\"postgres_control\":{\"user\":\"verity_control\",\"password\":\"i\"},"
                + "\"api\":\"http://h:5\","
                + "\"metrics\":\"http://h:3/metrics\",\"pid\":1}");
  }

  @Test
  void ignoresTheFileOfADeadStack() throws IOException, InterruptedException {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    endpoints(dead.pid()).write(work);
    assertThat(Endpoints.find(work)).isEmpty();
    assertThatThrownBy(() -> new ServerAccess(work, Map.of()).kafka())
        .isInstanceOf(CliException.class)
        .hasMessageContaining("left over")
        .hasMessageContaining("./verity up --work " + work);
  }

  @Test
  void isOptional() {
    assertThat(Endpoints.find(work)).isEmpty();
    assertThatThrownBy(() -> new ServerAccess(work, Map.of()).clickHouse())
        .hasMessageContaining("no running stack in " + work + " (no endpoints.json)")
        .hasMessageContaining("AUDIT_CLICKHOUSE_URL");
  }

  @Test
  void yieldsToTheEnvironment() throws IOException {
    endpoints(ProcessHandle.current().pid()).write(work);
    assertThat(new ServerAccess(work, Map.of()).clickHouse())
        .isEqualTo(new ClickHouseAccess("http://h:2", "auditor", "b"));
    Map<String, String> environment =
        Map.of(
            "AUDIT_KAFKA_BOOTSTRAP", "k:9",
            "AUDIT_CLICKHOUSE_URL", "http://c:9",
            "AUDIT_CLICKHOUSE_USER", "u",
            "AUDIT_CLICKHOUSE_PASSWORD", "p",
            "AUDIT_KAFKA_TOPICS", " t1 , t2");
    ServerAccess access = new ServerAccess(work, environment);
    assertThat(access.kafka()).isEqualTo("k:9");
    assertThat(access.topic()).isEqualTo("t1");
    assertThat(access.clickHouse()).isEqualTo(new ClickHouseAccess("http://c:9", "u", "p"));
  }

  @Test
  void findsWhereToImport() throws IOException {
    assertThatThrownBy(() -> new ServerAccess(work, Map.of()).importer())
        .hasMessageContaining("no running stack in " + work)
        .hasMessageContaining("REPORTER_DATABASE_URL");
    endpoints(ProcessHandle.current().pid()).write(work);
    assertThat(new ServerAccess(work, Map.of()).importer())
        .isEqualTo(new DatabaseAccess("jdbc:postgresql://h:4/verity", "verity_importer", "g"));
    Map<String, String> environment = Map.of("REPORTER_DATABASE_URL", "postgresql://u:p@d:9/db");
    assertThat(new ServerAccess(work, environment).importer())
        .isEqualTo(new DatabaseAccess("jdbc:postgresql://d:9/db", "u", "p"));
    Map<String, String> user =
        Map.of("REPORTER_DATABASE_USER", "me", "REPORTER_DATABASE_PASSWORD", "mine");
    assertThat(new ServerAccess(work, user).importer())
        .isEqualTo(new DatabaseAccess("jdbc:postgresql://h:4/verity", "me", "mine"));
    Map<String, String> malformed = Map.of("REPORTER_DATABASE_URL", "mysql://u:topsecret@h/db");
    assertThatThrownBy(() -> new ServerAccess(work, malformed).importer())
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith("REPORTER_DATABASE_URL: the database URL")
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void readsAPasswordFromItsFile() throws IOException {
    Path secret = Files.writeString(work.resolve("secret"), "s3\n");
    Map<String, String> environment =
        Map.of(
            "AUDIT_CLICKHOUSE_URL",
            "http://c:9",
            "AUDIT_CLICKHOUSE_PASSWORD_FILE",
            secret.toString());
    assertThat(new ServerAccess(work, environment).clickHouse())
        .isEqualTo(new ClickHouseAccess("http://c:9", "audit_writer", "s3"));
  }

  @Test
  void showsNoPassword() {
    assertThat(endpoints(1L).toString())
        .doesNotContain("password")
        .doesNotContain("=a,", "=b,", "=c,", "=d,", "=e,", "=f,", "=g,", "=h,", "=i,");
  }

  private static Endpoints endpoints(Long pid) {
    return new Endpoints(
        "h:1",
        "http://h:2",
        new Login("admin", "a"),
        new Login("auditor", "b"),
        new Login("audit_writer", "c"),
        new Login("report_reader", "d"),
        "jdbc:postgresql://h:4/verity",
        new Login("verity_admin", "e"),
        new Login("verity_reporter", "f"),
        new Login("verity_importer", "g"),
        new Login("verity_auditor", "h"),
        new Login("verity_control", "i"),
        "http://h:5",
        "http://h:3/metrics",
        pid);
  }

  private Path file() {
    return Endpoints.fileIn(work);
  }
}

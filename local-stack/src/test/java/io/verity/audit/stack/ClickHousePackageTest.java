package io.verity.audit.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installing, with a pretended npm: the real one is what every other test ran on. */
class ClickHousePackageTest {

  private static final String LOCK =
      """
      {"packages": {"node_modules/@chdb/lib-linux-x64-gnu": {"version": "%s"}}}
      """;

  @TempDir Path home;
  private Path folder;
  private Path path;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectories(home.resolve("local-stack").resolve("clickhouse"));
    path = Files.createDirectories(home.resolve("bin"));
    Files.writeString(folder.resolve("package-lock.json"), LOCK.formatted("26.7.3-stable.1"));
  }

  @Test
  void withoutNpmTheWayOutIsNamed() {
    assertThatThrownBy(() -> clickHouse().library())
        .isInstanceOf(StackException.class)
        .hasMessageContaining("npm")
        .hasMessageContaining("AUDIT_CLICKHOUSE_URL");
  }

  @Test
  void isInstalledOnce() throws IOException {
    pretendNpm(
        """
        mkdir -p node_modules/@chdb/lib-linux-x64-gnu
        touch node_modules/@chdb/lib-linux-x64-gnu/libchdb.so
        cp package-lock.json node_modules/.package-lock.json
        echo run >> runs
        """);

    assertThat(clickHouse().library()).exists().hasFileName("libchdb.so");
    assertThat(clickHouse().library()).exists();
    assertThat(clickHouse().version()).isEqualTo("26.7");
    assertThat(folder.resolve("runs")).hasContent("run");

    Files.writeString(folder.resolve("package-lock.json"), LOCK.formatted("26.8.1-stable.1"));
    clickHouse().library();
    assertThat(folder.resolve("runs")).hasContent("run\nrun");
  }

  @Test
  void aFailedInstallIsReported() throws IOException {
    pretendNpm("exit 7");

    assertThatThrownBy(() -> clickHouse().library())
        .isInstanceOf(StackException.class)
        .hasMessageContaining("status 7");
  }

  private ClickHousePackage clickHouse() {
    return ClickHousePackage.of(Map.of("VERITY_HOME", home.toString(), "PATH", path.toString()));
  }

  private void pretendNpm(String script) throws IOException {
    Path npm = path.resolve("npm");
    Files.writeString(npm, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(npm, PosixFilePermissions.fromString("rwx------"));
  }
}

package io.verity.audit.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The npm package that carries the ClickHouse engine. It is installed once, into the git-ignored
 * node_modules beside its lock file; npm checks the lock file's digest.
 */
final class ClickHousePackage {

  private static final String NAME = "@chdb/lib-linux-x64-gnu";
  private static final Path GLIBC_LOADER = Path.of("/lib64/ld-linux-x86-64.so.2");

  private final Path folder;
  private final Map<String, String> environment;

  private ClickHousePackage(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  static ClickHousePackage of(Map<String, String> environment) {
    refuseOtherPlatforms();
    return new ClickHousePackage(
        ProjectHome.find(environment).resolve("local-stack").resolve("clickhouse"), environment);
  }

  private static void refuseOtherPlatforms() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch");
    if (!system.equals("linux") || !processor.equals("amd64") || !Files.exists(GLIBC_LOADER)) {
      throw new StackException(
          "The bundled ClickHouse engine runs on Linux x86-64 with glibc only; this is "
              + system
              + " on "
              + processor
              + ". Install a clickhouse binary on the PATH, or set AUDIT_CLICKHOUSE_URL.");
    }
  }

  /** The version the lock file pins, as ClickHouse counts: "26.7". */
  String version() {
    String[] numbers = lockedVersion("package-lock.json").split("\\.");
    return numbers[0] + "." + numbers[1];
  }

  /** The engine's library; installs the package first where it is absent or another version. */
  Path library() {
    if (!isInstalled()) {
      synchronized (ClickHousePackage.class) {
        installOnce();
      }
    }
    return packageFolder().resolve("libchdb.so");
  }

  /** Whoever waited for the lock finds the package installed. */
  private void installOnce() {
    try (FolderLock lock = FolderLock.hold(folder.resolve("node_modules.lock"))) {
      if (!isInstalled()) {
        System.err.println("Installing the ClickHouse engine with npm, once (180 MB) ...");
        install();
      }
    }
  }

  /** npm writes its own lock file into node_modules last, so a broken install is not taken. */
  private boolean isInstalled() {
    return Files.exists(folder.resolve("node_modules/.package-lock.json"))
        && Files.exists(packageFolder().resolve("libchdb.so"))
        && lockedVersion("node_modules/.package-lock.json")
            .equals(lockedVersion("package-lock.json"));
  }

  private void install() {
    Path npm =
        Executables.find("npm", environment)
            .orElseThrow(
                () ->
                    new StackException(
                        "npm is not on the PATH. It installs the ClickHouse engine: install Node.js"
                            + " with npm, or a clickhouse binary, or set AUDIT_CLICKHOUSE_URL."));
    List<String> command = List.of(npm.toString(), "ci", "--no-audit", "--no-fund");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.INHERIT)
              .start();
      int status = process.waitFor();
      if (status != 0 || !isInstalled()) {
        throw new StackException("npm ci in " + folder + " failed with status " + status + ".");
      }
    } catch (IOException e) {
      throw new StackException("npm ci in " + folder + " could not be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while npm ci ran in " + folder, e);
    }
  }

  private String lockedVersion(String lockFile) {
    try {
      JsonNode lock = new ObjectMapper().readTree(folder.resolve(lockFile).toFile());
      return lock.path("packages").path("node_modules/" + NAME).path("version").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path packageFolder() {
    return folder.resolve("node_modules").resolve(NAME);
  }
}

package io.verity.audit.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/** Where a stack keeps what: the one place that knows its file names. */
record StackFolder(Path root) {

  static StackFolder in(Path workDir) {
    return new StackFolder(workDir.toAbsolutePath().normalize().resolve("stack"));
  }

  /** For nobody but its owner: an audit trail lies in it, and its passwords. */
  void create() {
    try {
      Files.createDirectories(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path lock() {
    return root.resolve("stack.lock");
  }

  Path ports() {
    return root.resolve("ports.properties");
  }

  Path accounts() {
    return root.resolve("accounts.properties");
  }

  Path postgresAccounts() {
    return root.resolve("postgres-accounts.properties");
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path clickHouse() {
    return root.resolve("clickhouse");
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path openSearch() {
    return root.resolve("opensearch");
  }

  /** What the servers run by, name for name as one would call it beside the others'. */
  Map<String, Path> configFiles() {
    Map<String, Path> files = new TreeMap<>();
    files.put("clickhouse-config.xml", clickHouse().resolve("config.xml"));
    files.put("clickhouse-users.xml", clickHouse().resolve("users.d").resolve("verity.xml"));
    files.put("kafka-server.properties", kafka().resolve("server.properties"));
    files.put("postgresql.conf", postgres().resolve("data").resolve("postgresql.conf"));
    files.put("pg_hba.conf", postgres().resolve("data").resolve("pg_hba.conf"));
    files.values().removeIf(file -> !Files.isRegularFile(file));
    return files;
  }
}

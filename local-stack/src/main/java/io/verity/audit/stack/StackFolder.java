package io.verity.audit.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

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
}

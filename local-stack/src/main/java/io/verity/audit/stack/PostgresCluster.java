package io.verity.audit.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The data folder of one local PostgreSQL, and its configuration, written anew at each start.
 *
 * @param tls null where it speaks none
 */
record PostgresCluster(Path folder, int port, ServerTls tls) {

  static final String SUPERUSER = "postgres";

  /**
   * Little memory: this server shares a laptop with Kafka, ClickHouse and Flink. Nothing in
   * /dev/shm or /tmp, where a kill -9 would leave it. No text of a statement in the log: it may
   * hold a password.
   */
  private static final String SERVER =
      """
      listen_addresses = '127.0.0.1'
      port = %d
      unix_socket_directories = ''
      max_connections = 100
      shared_buffers = 64MB
      dynamic_shared_memory_type = mmap
      max_wal_size = 256MB
      password_encryption = 'scram-sha-256'
      timezone = 'UTC'
      log_timezone = 'UTC'
      lc_messages = 'C'
      log_checkpoints = off
      log_min_error_statement = panic
      jit = off
      """;

  private static final String TLS =
      """
      ssl = on
      ssl_cert_file = 'server.crt'
      ssl_key_file = 'server.key'
      """;

  private static final String LOGINS = "host all all 127.0.0.1/32 scram-sha-256\n";

  Path data() {
    return folder.resolve("data");
  }

  PostgresArchive programs() {
    return new PostgresArchive(folder.resolve("programs"));
  }

  Path program() {
    return programs().program("postgres");
  }

  void prepare(String superuserPassword, Path log) {
    programs().unpack();
    try {
      if (!Files.exists(data())) {
        create(superuserPassword, log);
      }
      Files.writeString(data().resolve("postgresql.conf"), SERVER.formatted(port) + tlsSettings());
      Files.writeString(data().resolve("pg_hba.conf"), LOGINS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files come into its own folder: it refuses a key that others may read. */
  private String tlsSettings() throws IOException {
    if (tls == null) {
      return "";
    }
    Files.copy(
        tls.certificate(), data().resolve("server.crt"), StandardCopyOption.REPLACE_EXISTING);
    Path key = data().resolve("server.key");
    Files.copy(tls.key(), key, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return TLS;
  }

  /** Whole or not at all, as with the programs. */
  private void create(String superuserPassword, Path log) throws IOException {
    Path unfinished = folder.resolve("data.new");
    Trees.delete(unfinished);
    Path secret =
        Files.createTempFile(
            folder,
            "secret",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(secret, superuserPassword + "\n");
      List<String> command = new ArrayList<>(PostgresUser.prefix());
      command.add(programs().program("initdb").toString());
      command.addAll(
          List.of(
              "--pgdata=" + unfinished,
              "--username=" + SUPERUSER,
              "--pwfile=" + secret,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8"));
      run(command, log);
      Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(secret);
    }
  }

  private static void run(List<String> command, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()));
    PostgresUser.clean(builder.environment());
    Process process = builder.start();
    try {
      if (process.waitFor() != 0) {
        throw new StackException(
            "PostgreSQL's data folder could not be made. The log, "
                + log
                + ", ends:\n"
                + LogTail.of(log));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while PostgreSQL's data folder was made", e);
    }
  }
}

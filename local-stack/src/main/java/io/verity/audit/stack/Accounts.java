package io.verity.audit.stack;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The accounts of a server and where their passwords come from. */
final class Accounts {

  static final String ADMIN = "admin";

  /** Those of {@code sql/clickhouse/users.xml}. */
  static final Kind CLICKHOUSE =
      new Kind(
          "ClickHouse", List.of("audit_writer", "report_reader", "auditor", "operator", ADMIN));

  static final List<String> USERS = CLICKHOUSE.users();

  /** Which accounts a kind of server has. */
  record Kind(String server, List<String> users) {

    private String variable(String user) {
      return "VERITY_%s_%s_PASSWORD"
          .formatted(server.toUpperCase(Locale.ROOT), user.toUpperCase(Locale.ROOT));
    }
  }

  private static final int PASSWORD_BYTES = 16;

  private final Kind kind;
  private final Map<String, String> passwords;

  private Accounts(Kind kind, Map<String, String> passwords) {
    this.kind = kind;
    this.passwords = passwords;
  }

  /** Random passwords, made once for a stack folder. */
  static Accounts keptIn(Path file, Kind kind) {
    Properties stored = PropertyFiles.read(file);
    if (!stored.stringPropertyNames().containsAll(kind.users())) {
      SecureRandom random = new SecureRandom();
      kind.users().forEach(user -> stored.putIfAbsent(user, randomPassword(random)));
      PropertyFiles.write(file, stored);
    }
    Map<String, String> passwords = new TreeMap<>();
    kind.users().forEach(user -> passwords.put(user, stored.getProperty(user)));
    return new Accounts(kind, passwords);
  }

  /**
   * The accounts of a server somebody else runs: VERITY_&lt;SERVER&gt;_&lt;ACCOUNT&gt;_PASSWORD.
   */
  static Accounts ofEnvironment(Map<String, String> environment, Kind kind) {
    Map<String, String> passwords = new TreeMap<>();
    for (String user : kind.users()) {
      String password = environment.get(kind.variable(user));
      if (password != null) {
        passwords.put(user, password);
      }
    }
    return new Accounts(kind, passwords);
  }

  Account of(String user) {
    if (!kind.users().contains(user)) {
      throw new IllegalArgumentException(
          "No account " + user + "; there are " + kind.users() + ".");
    }
    String password = passwords.get(user);
    if (password == null) {
      throw new StackException(
          "%s is not set: %s is external, and its %s is needed."
              .formatted(kind.variable(user), kind.server(), user));
    }
    return new Account(user, password);
  }

  /** What users.xml reads the passwords from: their digests, never themselves. */
  Map<String, String> digestVariables() {
    Map<String, String> variables = new TreeMap<>();
    passwords.forEach(
        (user, password) -> variables.put(kind.variable(user) + "_SHA256", sha256(password)));
    return variables;
  }

  private static String randomPassword(SecureRandom random) {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JRE has SHA-256", e);
    }
  }
}

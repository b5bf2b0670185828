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

/** The accounts of {@code sql/clickhouse/users.xml} and where their passwords come from. */
final class Accounts {

  static final String ADMIN = "admin";
  static final List<String> USERS =
      List.of("audit_writer", "report_reader", "auditor", "operator", ADMIN);

  private static final int PASSWORD_BYTES = 16;

  private final Map<String, String> passwords;

  private Accounts(Map<String, String> passwords) {
    this.passwords = passwords;
  }

  /** Random passwords, made once for a stack folder. */
  static Accounts keptIn(Path file) {
    Properties stored = PropertyFiles.read(file);
    if (!stored.stringPropertyNames().containsAll(USERS)) {
      SecureRandom random = new SecureRandom();
      USERS.forEach(user -> stored.putIfAbsent(user, randomPassword(random)));
      PropertyFiles.write(file, stored);
    }
    Map<String, String> passwords = new TreeMap<>();
    USERS.forEach(user -> passwords.put(user, stored.getProperty(user)));
    return new Accounts(passwords);
  }

  /** The accounts of a server somebody else runs: VERITY_CLICKHOUSE_&lt;ACCOUNT&gt;_PASSWORD. */
  static Accounts ofEnvironment(Map<String, String> environment) {
    Map<String, String> passwords = new TreeMap<>();
    for (String user : USERS) {
      String password = environment.get(variable(user));
      if (password != null) {
        passwords.put(user, password);
      }
    }
    return new Accounts(passwords);
  }

  Account of(String user) {
    if (!USERS.contains(user)) {
      throw new IllegalArgumentException("No account " + user + "; there are " + USERS + ".");
    }
    String password = passwords.get(user);
    if (password == null) {
      throw new StackException(
          variable(user) + " is not set: ClickHouse is external, and its " + user + " is needed.");
    }
    return new Account(user, password);
  }

  /** What users.xml reads the passwords from: their digests, never themselves. */
  Map<String, String> digestVariables() {
    Map<String, String> variables = new TreeMap<>();
    passwords.forEach(
        (user, password) -> variables.put(variable(user) + "_SHA256", sha256(password)));
    return variables;
  }

  private static String variable(String user) {
    return "VERITY_CLICKHOUSE_" + user.toUpperCase(Locale.ROOT) + "_PASSWORD";
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

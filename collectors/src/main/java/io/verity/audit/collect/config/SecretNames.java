package io.verity.audit.collect.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether what a setting is called says that its value is a secret. In doubt it is one, but what is
 * only about a secret (its length, its rotation, the file it is in) is what evidence is wanted for.
 */
final class SecretNames {

  private static final Pattern WORDS =
      Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private static final Pattern SECRET =
      Pattern.compile(
          ".*(password|passwd|passphrase|secret|apikey|accesskey|privatekey|secretkey).*"
              + "|.*(token|credential|requirepass|masterauth)s?"
              + "|pwd|pass|pw|psk|jwt|auth|authorization|bearer|cookie|connectionstring");

  /** A key of one of these is a secret; one of a map or an index is not. */
  private static final Set<String> KEY_OWNERS =
      Set.copyOf(
          List.of(
              "private",
              "api",
              "access",
              "secret",
              "encryption",
              "signing",
              "master",
              "shared",
              "account",
              "storage",
              "client",
              "ssh",
              "admin",
              "service",
              "auth",
              "hmac",
              "aes",
              "license",
              "primary",
              "secondary",
              "deploy",
              "webhook",
              "session",
              "jwt",
              "app",
              "tls",
              "ssl",
              "server",
              "instrumentation",
              "management"));

  private static final Set<String> ABOUT =
      Set.copyOf(
          List.of(
              "file",
              "files",
              "path",
              "location",
              "dir",
              "length",
              "len",
              "policy",
              "policies",
              "rotation",
              "age",
              "expiry",
              "expires",
              "expiration",
              "ttl",
              "lifetime",
              "timeout",
              "enabled",
              "disabled",
              "required",
              "arn",
              "name",
              "names",
              "type",
              "types",
              "encryption",
              "version",
              "versions",
              "algorithm",
              "mechanism",
              "mechanisms",
              "format",
              "count",
              "limit",
              "limits",
              "min",
              "max",
              "days",
              "hours",
              "minutes",
              "seconds",
              "size",
              "bits",
              "url",
              "uri",
              "endpoint",
              "issuer",
              "audience",
              "authentication",
              "env",
              "ref",
              "refs",
              "class",
              "provider",
              "validity",
              "history",
              "complexity",
              "reuse",
              "method",
              "methods",
              "mode",
              "usage",
              "spec",
              "state",
              "status",
              "at",
              "date",
              "id",
              "ids",
              "field",
              "fields",
              "manager",
              "rules",
              "requirements",
              "strength",
              "alias",
              "description",
              "attempts",
              "retries",
              "grace",
              "window"));

  private SecretNames() {}

  static boolean isSecret(String name) {
    List<String> words = words(name);
    if (words.isEmpty()) {
      return false;
    }
    String last = words.get(words.size() - 1);
    String before = words.size() > 1 ? words.get(words.size() - 2) : "";
    if (last.equals("id") && before.equals("secret")) {
      return true;
    }
    if (isAbout(name)) {
      return false;
    }
    return words.stream().anyMatch(word -> SECRET.matcher(word).matches())
        || hasKey(words)
        || String.join(" ", words).matches(".*(connection string|custom data|data base64)");
  }

  private static boolean hasKey(List<String> words) {
    for (int i = 1; i < words.size(); i++) {
      if (words.get(i).matches("keys?") && KEY_OWNERS.contains(words.get(i - 1))) {
        return true;
      }
    }
    return false;
  }

  /** Says something of a secret and is none, also where it stands below one's name. */
  static boolean isAbout(String name) {
    List<String> words = words(name);
    return !words.isEmpty() && ABOUT.contains(words.get(words.size() - 1));
  }

  private static List<String> words(String name) {
    return Arrays.stream(WORDS.split(name))
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }
}

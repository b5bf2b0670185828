package io.verity.audit.deploy.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Nothing secret is written down: no Secret, no value under a secret's name, no credentials. */
final class SecretRule {

  /** Names whose value is secret, unless it is a file's or a reference's. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(".*(password|passwd|secret|token|credential|private|link_key|api[-_]?key).*");

  private static final Pattern HARMLESS_NAME =
      Pattern.compile(
          ".*(_file|file|secretname|mountpath|tokens?_?expiration|serviceaccounttoken)");

  private static final Pattern CREDENTIALS =
      Pattern.compile(
          "(?is).*(//[^/\\s:@]*:[^/\\s@]+@|[?&](?:password|sslpassword)=|-----BEGIN [A-Z ]*PRIVATE KEY"
              + "|\\bAKIA[0-9A-Z]{16}\\b|password\\s*=\\s*\"?[^\\s\"]).*");

  private SecretRule() {}

  static List<String> problems(Manifest manifest) {
    List<String> problems = new ArrayList<>();
    if (manifest.kind().equals("Secret")) {
      problems.add(manifest + ": a Secret does not belong into a repository");
    }
    search(manifest, "$", "", manifest.content(), problems);
    return problems;
  }

  private static void search(
      Manifest manifest, String path, String name, JsonNode node, List<String> problems) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      search(manifest, path + "." + field.getKey(), field.getKey(), field.getValue(), problems);
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        String item = node.get(i).path("name").asText("");
        JsonNode value = node.get(i).path("value");
        if (value.isTextual() && isSecret(item, value.asText())) {
          problems.add(secret(manifest, path + "[" + i + "].value"));
        }
        search(manifest, path + "[" + i + "]", "", node.get(i), problems);
      }
    }
    if (node.isTextual() && isSecret(name, node.asText())) {
      problems.add(secret(manifest, path));
    }
  }

  /** The value itself is not shown: a build's log is read by many. */
  private static String secret(Manifest manifest, String path) {
    return manifest + ": " + path + " looks like a secret; mount a Secret and name its file";
  }

  private static boolean isSecret(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean named = SECRET_NAME.matcher(lower).matches() && !HARMLESS_NAME.matcher(lower).matches();
    return named && !value.isBlank() || CREDENTIALS.matcher(value).matches();
  }
}

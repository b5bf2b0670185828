package io.verity.audit.collect.source;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What settings a kind of source takes.
 *
 * @param required those it can't do without
 * @param optional null where any are taken: a handler of the user's own knows what it needs
 * @param paths settings that name a file or folder
 * @param url how its url begins; null where it has none
 */
record SourceKind(Set<String> required, Set<String> optional, Set<String> paths, Pattern url) {

  private static final Pattern HTTP = Pattern.compile("https?://[^/?#]+.*");

  private static final Map<String, SourceKind> BUILT_IN =
      Map.of(
          "sql",
          new SourceKind(
              Set.of("url", "user"),
              Set.of("password", "certificates"),
              Set.of("certificates"),
              Pattern.compile("jdbc:(postgresql|clickhouse|ch):.+")),
          "http",
          new SourceKind(
              Set.of("url"), Set.of("authorization", "certificates"), Set.of("certificates"), HTTP),
          "search",
          new SourceKind(
              Set.of("url"), Set.of("authorization", "certificates"), Set.of("certificates"), HTTP),
          "config",
          new SourceKind(Set.of("root"), Set.of(), Set.of("root"), null));

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          ".*(password|passwd|passphrase|secret|token|authorization|credential|api_?key"
              + "|private_?key|access_?key).*");

  /** A secret inside an address would stand in the open, and in every message about it. */
  private static final Pattern SECRET_IN_URL =
      Pattern.compile(
          ".*(://[^/?#]*:[^/?#]*@|[?&;](password|passwd|secret|token|access_token|api_?key"
              + "|sslpassword)=).*",
          Pattern.CASE_INSENSITIVE);

  static SourceKind of(String kind) {
    return BUILT_IN.getOrDefault(kind, new SourceKind(Set.of(), null, Set.of(), null));
  }

  /**
   * @throws IllegalArgumentException naming the key, never the value
   */
  Map<String, String> checked(Map<String, String> settings, Path folder) {
    for (String key : required) {
      if (settings.getOrDefault(key, "").isBlank()) {
        throw new IllegalArgumentException(key + " is missing");
      }
    }
    Map<String, String> checked = new TreeMap<>();
    settings.forEach((key, value) -> checked.put(key, checked(key, value, folder)));
    return checked;
  }

  private String checked(String key, String value, Path folder) {
    if (optional != null && !required.contains(key) && !optional.contains(key)) {
      Set<String> own = new TreeSet<>(required);
      own.addAll(optional);
      throw new IllegalArgumentException(
          "%s is no key of this kind, which knows %s".formatted(key, SourceEntry.known(own)));
    }
    if (SECRET_IN_URL.matcher(value).matches()) {
      throw new IllegalArgumentException(
          key + " holds a password or a token; name it by a key of its own, as env: or file:");
    }
    if (SECRET_NAME.matcher(key.toLowerCase(Locale.ROOT)).matches()) {
      return SecretReference.checked(key, value, folder);
    }
    if (key.equals("url") && url != null && !isUrl(value)) {
      throw new IllegalArgumentException(
          "url must look like " + (url == HTTP ? "https://host" : "jdbc:postgresql://host/name"));
    }
    return paths.contains(key) ? folder.resolve(value).normalize().toString() : value;
  }

  private boolean isUrl(String value) {
    if (!url.matcher(value).matches()) {
      return false;
    }
    try {
      return url != HTTP || URI.create(value).getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

package io.verity.audit.deploy.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which Secrets there have to be, and their keys: the table of README.md. */
final class SecretsTable {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(verity-[a-z-]+)` \\| ((?:`[a-z0-9.-]+`(?:, )?)+) \\|");

  private SecretsTable() {}

  static Map<String, Set<String>> read() throws IOException {
    Map<String, Set<String>> secrets = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Tree.ROOT.resolve("README.md")));
    while (row.find()) {
      Set<String> keys = new LinkedHashSet<>();
      Arrays.stream(row.group(2).split(",")).forEach(key -> keys.add(key.strip().replace("`", "")));
      secrets.put(row.group(1), keys);
    }
    return secrets;
  }
}

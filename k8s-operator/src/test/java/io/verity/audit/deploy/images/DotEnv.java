package io.verity.audit.deploy.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What make-env.sh makes. */
record DotEnv(Map<String, String> values) {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(:\\?[^}]*)?}");

  /** In a folder of the test's, with an issuer that is there, so that nothing has to be built. */
  static DotEnv make(Path folder) throws Exception {
    Path issuer = Files.createDirectories(folder.resolve("issuer"));
    Files.writeString(issuer.resolve("jwks.json"), "{\"keys\":[]}");
    Path file = folder.resolve("env");
    ProcessBuilder script =
        new ProcessBuilder(Images.FOLDER.resolve("make-env.sh").toString())
            .redirectErrorStream(true);
    script.environment().put("VERITY_ENV_FILE", file.toString());
    script.environment().put("VERITY_ISSUER_FOLDER", issuer.toString());
    Process process = script.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    Map<String, String> values = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split("=", 2);
      assertThat(values.put(parts[0], parts[1])).as(parts[0]).isNull();
    }
    return new DotEnv(values);
  }

  /** The variables that a text of Compose's names. */
  static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    for (Matcher variable = VARIABLE.matcher(text); variable.find(); ) {
      names.add(variable.group(1));
    }
    return names;
  }

  String resolve(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(v -> Matcher.quoteReplacement(values.getOrDefault(v.group(1), "")));
  }
}

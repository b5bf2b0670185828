package io.verity.audit.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK of this machine that is newer than the one the tests run on. */
final class OtherJdk {

  private OtherJdk() {}

  /** The newest, from variables such as JAVA_HOME_25_X64 and from where packages put them. */
  static Optional<Path> find() throws IOException {
    return Stream.concat(fromEnvironment(), installed())
        .filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
        .filter(home -> feature(home) > Runtime.version().feature())
        .max(Comparator.comparingInt(OtherJdk::feature));
  }

  private static Stream<Path> fromEnvironment() {
    return System.getenv().entrySet().stream()
        .filter(e -> e.getKey().startsWith("JAVA_HOME_"))
        .map(Map.Entry::getValue)
        .map(Path::of);
  }

  private static Stream<Path> installed() throws IOException {
    Path folder = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> homes = Files.list(folder)) {
      return homes.toList().stream();
    }
  }

  /** 25 of "25.0.1"; 0 where the folder is none of a JDK. */
  private static int feature(Path home) {
    Properties release = new Properties();
    try (var in = Files.newBufferedReader(home.resolve("release"))) {
      release.load(in);
      String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
      return Runtime.Version.parse(version).feature();
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }
}

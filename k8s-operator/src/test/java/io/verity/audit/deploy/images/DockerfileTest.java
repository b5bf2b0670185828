package io.verity.audit.deploy.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.deploy.images.Dockerfile.Copy;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of a Dockerfile without anything that builds it. */
class DockerfileTest {

  static Stream<Dockerfile> files() {
    return Images.dockerfiles().stream().map(Dockerfile::read);
  }

  @Test
  void thereAreThree() {
    assertThat(files().map(Dockerfile::toString))
        .containsExactly("control-plane.Dockerfile", "ingest.Dockerfile", "report.Dockerfile");
  }

  @ParameterizedTest
  @MethodSource("files")
  void itDoesNotRunAsRoot(Dockerfile file) {
    assertThat(file.user()).matches("[1-9][0-9]*:[1-9][0-9]*");
    assertThat(file.user())
        .isEqualTo(file.base().startsWith("flink:") ? "9999:9999" : "10001:10001");
  }

  @ParameterizedTest
  @MethodSource("files")
  void itIsOfKnownInstructions(Dockerfile file) {
    assertThat(file.instructions())
        .extracting(Dockerfile.Instruction::name)
        .isSubsetOf(
            "ARG", "FROM", "RUN", "COPY", "ENV", "WORKDIR", "USER", "EXPOSE", "ENTRYPOINT", "CMD");
  }

  @ParameterizedTest
  @MethodSource("files")
  void itsBaseIsAVersionThatADigestCanPin(Dockerfile file) {
    assertThat(file.base()).contains(":").doesNotContain("latest");
    assertThat(file.all("FROM").get(0).rest()).endsWith("_DIGEST}");
  }

  @ParameterizedTest
  @MethodSource("files")
  void codeComesAfterWhatChangesLess(Dockerfile file) {
    List<String> sources = file.copies().stream().map(Copy::source).toList();
    int last = sources.size() - 1;
    assertThat(sources.get(last - 2)).endsWith("target/image/lib/");
    assertThat(sources.get(last - 1)).endsWith("target/image/code/");
    assertThat(sources.get(last)).endsWith("-SNAPSHOT.jar");
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatItCopiesIsNotIgnored(Dockerfile file) {
    for (Copy copy : file.copies()) {
      assertThat(reachesTheBuilder(copy.source())).as(copy.source()).isTrue();
    }
    assertThat(reachesTheBuilder("images/.env")).isFalse();
  }

  @Test
  void flinkIsTheOneThatTheJobsAreBuiltAgainst() {
    String flink = Images.text(Images.ROOT.resolve("pom.xml")).split("</?flink.version>")[1];
    assertThat(files().map(Dockerfile::base).filter(base -> base.startsWith("flink:")))
        .containsOnly("flink:" + flink + "-java17");
  }

  /** The last pattern of .dockerignore that fits a path, or a folder above it, decides. */
  private static boolean reachesTheBuilder(String path) {
    boolean reaches = true;
    for (String line : Images.text(Images.ROOT.resolve(".dockerignore")).split("\n")) {
      boolean back = line.startsWith("!");
      if (!line.isBlank() && !line.startsWith("#") && fits(back ? line.substring(1) : line, path)) {
        reaches = back;
      }
    }
    return reaches;
  }

  private static boolean fits(String pattern, String path) {
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    for (Path part = Path.of(path); part != null; part = part.getParent()) {
      if (matcher.matches(part)) {
        return true;
      }
    }
    return false;
  }
}

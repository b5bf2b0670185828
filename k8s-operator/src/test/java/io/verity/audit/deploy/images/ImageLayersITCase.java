package io.verity.audit.deploy.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The layers as the package phase leaves them, hence no unit test: they are there, whole, and their
 * programs start with them. Each refuses a start without variables in one line of its own.
 */
class ImageLayersITCase {

  /** Flink, and what its distribution holds of others. */
  private static final List<String> FLINK =
      List.of(
          "/org/apache/flink/",
          "/org/slf4j/",
          "/log4j/",
          "/org/snakeyaml/",
          "/com/esotericsoftware/",
          "/org/objenesis/");

  static List<Dockerfile> files() {
    return Images.dockerfiles().stream().map(Dockerfile::read).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsCopiedIsThere(Dockerfile file) {
    for (Dockerfile.Copy copy : file.copies()) {
      assertThat(Images.ROOT.resolve(copy.source())).exists();
      assertThat(copy.source().endsWith("/")).isEqualTo(isFolder(copy.source()));
    }
  }

  @Test
  void whatIsMountedIsThere() {
    ComposeFile.main()
        .services()
        .forEach(
            (name, service) ->
                service
                    .path("volumes")
                    .forEach(
                        volume -> {
                          String source = volume.asText().split(":")[0];
                          if (source.contains("/target/")) {
                            assertThat(Images.FOLDER.resolve(source)).as(name).isRegularFile();
                          }
                        }));
  }

  @ParameterizedTest
  @CsvSource({
    "ingest, jobs/audit-ingest/target/audit-ingest-job.jar",
    "report, jobs/report-batch/target/report-batch-job.jar"
  })
  void aJobsLayersHaveEveryClassOfTheJarForFlinkRunAndNothingOfFlinks(String image, String jar)
      throws IOException {
    Layers layers = layers(image);
    assertThat(layers.classes()).containsAll(Layers.classes(Images.ROOT.resolve(jar)));
    assertThat(layers.names())
        .noneMatch(name -> name.matches("(slf4j|log4j|flink-(core|runtime|clients|dist)).*"));
  }

  @ParameterizedTest
  @CsvSource({
    "control-plane, io.verity.audit.control.ControlPlaneMain, 'CONTROL_|REPORTER_DATABASE_URL'",
    "control-plane, io.verity.audit.control.holds.keeper.HoldKeeperMain, HOLDS_DATABASE_URL",
    "ingest, io.verity.audit.ingest.AuditIngestJob, AUDIT_KAFKA_BOOTSTRAP",
    "report, io.verity.audit.report.ReportJob, --framework"
  })
  void aProgramStartsWithItsLayersAndRefusesInOneLine(String image, String main, String named)
      throws Exception {
    String said = run(image, main);
    assertThat(said.strip().lines()).as(said).hasSize(1);
    assertThat(said).containsPattern(named);
  }

  private static String run(String image, String main) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classPath = layers(image).classPath(image.equals("control-plane") ? List.of() : flink());
    ProcessBuilder builder =
        new ProcessBuilder(java.toString(), "-cp", classPath, main).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(n -> n.matches("(AUDIT|REPORTER|CONTROL|HOLDS)_.*"));
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(main + " ends").isTrue();
    assertThat(process.exitValue()).as(said).isPositive();
    return said;
  }

  private static Layers layers(String image) throws IOException {
    return Layers.of(Dockerfile.read(Images.FOLDER.resolve(image + ".Dockerfile")));
  }

  /** What Flink's distribution has. */
  private static List<String> flink() {
    return Arrays.stream(System.getProperty("java.class.path").split(":"))
        .filter(entry -> FLINK.stream().anyMatch(entry::contains))
        .filter(entry -> !entry.matches(".*/flink-connector-(kafka|jdbc).*"))
        .toList();
  }

  private static boolean isFolder(String source) {
    return Files.isDirectory(Images.ROOT.resolve(source));
  }
}

package io.verity.audit.deploy.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** docker-compose.yml, and what it extends, without an engine to run it. */
class ComposeFileTest {

  private static final Set<String> CONDITIONS =
      Set.of("service_started", "service_healthy", "service_completed_successfully");

  private final ComposeFile compose = ComposeFile.main();

  @Test
  void everyKeyIsKnown() {
    assertThat(ComposeKeys.unknown(compose)).isEmpty();
    assertThat(ComposeKeys.unknown(flink())).isEmpty();
  }

  @Test
  void aTypoIsFound() {
    ComposeFile wrong = ComposeFile.main();
    ((ObjectNode) wrong.content().at("/services/kafka")).put("enviroment", "x");
    ((ObjectNode) wrong.content().at("/services/kafka/healthcheck")).put("retrys", 3);
    assertThat(ComposeKeys.unknown(wrong))
        .containsExactly("kafka.enviroment", "kafka.healthcheck.retrys");
  }

  @Test
  void aServiceWaitsForWhatThereIs() {
    Map<String, JsonNode> services = compose.services();
    services.forEach(
        (name, service) ->
            service
                .path("depends_on")
                .properties()
                .forEach(
                    on -> {
                      String condition = on.getValue().path("condition").asText();
                      assertThat(CONDITIONS).as(name).contains(condition);
                      assertThat(services).as(name).containsKey(on.getKey());
                      JsonNode other = services.get(on.getKey());
                      boolean once = other.path("restart").asText().equals("no");
                      assertThat(condition.equals("service_completed_successfully"))
                          .as("%s waits for %s to end", name, on.getKey())
                          .isEqualTo(once);
                      assertThat(once || other.has("healthcheck"))
                          .as("health of " + on.getKey())
                          .isTrue();
                    }));
  }

  @Test
  void everyFileIsThere() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              for (JsonNode volume : service.path("volumes")) {
                assertVolume(name, volume.asText().split(":")[0]);
              }
              JsonNode dockerfile = service.at("/build/dockerfile");
              assertThat(dockerfile.isMissingNode() || isFile(dockerfile.asText()))
                  .as(name)
                  .isTrue();
            });
  }

  private void assertVolume(String service, String source) {
    if (source.matches("\\.\\.?/.*")) {
      assertThat(source.contains("/target/") || Files.exists(Images.FOLDER.resolve(source)))
          .as(service + ": " + source)
          .isTrue();
    } else if (!source.startsWith("$")) {
      assertThat(compose.content().path("volumes").has(source))
          .as(service + ": " + source)
          .isTrue();
    }
  }

  private static boolean isFile(String inContext) {
    return Files.isRegularFile(Images.ROOT.resolve(inContext));
  }

  @Test
  void everyImageHasAVersionAndEveryPortIsThisMachinesAlone() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              assertThat(service.path("image").asText())
                  .as(name)
                  .matches("[a-z/-]+:.*[0-9].*")
                  .doesNotContain("latest");
              service
                  .path("ports")
                  .forEach(port -> assertThat(port.asText()).as(name).startsWith("127.0.0.1:"));
            });
  }

  @Test
  void kafkaAndFlywayAreThoseThatTheProgramsWereTestedWith() {
    String pom = Images.text(Images.ROOT.resolve("pom.xml"));
    for (String what : new String[] {"kafka", "flyway"}) {
      String version = pom.split("</?" + what + ".version>")[1];
      assertThat(Images.text(compose.file())).contains("/" + what + ":" + version + "\n");
    }
  }

  private static ComposeFile flink() {
    return ComposeFile.read(Images.FOLDER.resolve("compose-flink.yml"));
  }
}

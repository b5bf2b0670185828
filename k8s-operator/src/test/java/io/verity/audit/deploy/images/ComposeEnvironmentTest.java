package io.verity.audit.deploy.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.config.ControlConfig;
import io.verity.audit.control.config.SharedOption;
import io.verity.audit.control.holds.keeper.HoldsConfig;
import io.verity.audit.ingest.config.IngestConfig;
import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.service.EnvironmentOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docker-compose.yml sets: taken by the programs, and without a secret that stands there. */
class ComposeEnvironmentTest {

  /** Whose names are their images' own. */
  private static final Set<String> OTHERS =
      Set.of("KAFKA", "POSTGRES", "FLYWAY", "MINIO", "CLICKHOUSE", "FLINK", "S3", "VERITY");

  private static final Map<String, Consumer<Map<String, String>>> PROGRAMS =
      Map.of(
          "ingest-jobmanager", IngestConfig::fromEnvironment,
          "ingest-taskmanager", IngestConfig::fromEnvironment,
          "reports-jobmanager", ReporterConfig::fromEnvironment,
          "reports-taskmanager", ReporterConfig::fromEnvironment,
          "control-plane", ControlConfig::fromEnvironment,
          "hold-keeper", HoldsConfig::fromEnvironment);

  @TempDir private static Path folder;
  private static DotEnv env;
  private static Path mounted;

  private final Map<String, JsonNode> services = ComposeFile.main().services();

  @BeforeAll
  static void make() throws Exception {
    env = DotEnv.make(folder);
    mounted = Files.createFile(folder.resolve("job.jar"));
  }

  @Test
  void theProgramsTakeTheirVariables() {
    PROGRAMS.forEach(
        (service, program) ->
            assertThatCode(() -> program.accept(environment(service)))
                .as(service)
                .doesNotThrowAnyException());
  }

  /** ControlConfig doesn't refuse unknown names of the report job's, which it shares. */
  @Test
  void whatTheControlPlaneSharesIsShared() {
    Set<String> shared =
        Arrays.stream(SharedOption.values())
            .map(EnvironmentOption::name)
            .collect(Collectors.toSet());
    assertThat(environment("control-plane").keySet())
        .allMatch(name -> name.startsWith("CONTROL_") || shared.contains(name));
  }

  @Test
  void otherNamesAreTheirImages() {
    services.forEach(
        (name, service) -> {
          if (!PROGRAMS.containsKey(name)) {
            service
                .path("environment")
                .fieldNames()
                .forEachRemaining(key -> assertThat(key.split("_")[0]).as(name).isIn(OTHERS));
          }
        });
  }

  @Test
  void noSecretStandsThere() {
    services.forEach(
        (name, service) ->
            service
                .path("environment")
                .properties()
                .forEach(
                    variable -> {
                      String key = variable.getKey();
                      if (key.matches(".*(PASSWORD|SECRET|LINK_KEY|SHA256).*")) {
                        assertThat(variable.getValue().asText())
                            .as(name + " " + key)
                            .matches("\\$\\{[A-Z0-9_]+:\\?run images/make-env.sh}");
                      }
                    }));
    for (String file : new String[] {"docker-compose.yml", "compose-flink.yml"}) {
      assertThat(Images.text(Images.FOLDER.resolve(file)))
          .doesNotContainPattern("(?i)(password|secret)[-_a-z0-9]*: +[^$\\s]");
    }
  }

  @Test
  void everyVariableIsInDotEnvAndEveryOneThereIsUsed() {
    Set<String> used = DotEnv.names(Images.text(Images.FOLDER.resolve("docker-compose.yml")));
    used.addAll(DotEnv.names(Images.text(Images.FOLDER.resolve("compose-flink.yml"))));
    // for a person with a SQL client
    used.add("CLICKHOUSE_AUDITOR_PASSWORD");
    assertThat(env.values()).containsOnlyKeys(used);
    assertThat(env.values()).allSatisfy((name, value) -> assertThat(value).isNotBlank());
    assertThat(Set.copyOf(env.values().values())).hasSize(env.values().size());
  }

  @Test
  void accountsOfTheServersAreThoseOfTheirFiles() {
    String users = Images.text(Images.ROOT.resolve("sql/clickhouse/users.xml"));
    services
        .get("clickhouse")
        .path("environment")
        .fieldNames()
        .forEachRemaining(name -> assertThat(users).contains("from_env=\"" + name + "\""));
    assertThat(users.split("from_env="))
        .hasSize(services.get("clickhouse").path("environment").size() + 1);
    String init = Images.text(Images.FOLDER.resolve("postgres-init.sh"));
    services
        .get("postgres")
        .path("environment")
        .fieldNames()
        .forEachRemaining(
            name ->
                assertThat(name.equals("POSTGRES_PASSWORD") || init.contains(" " + name + "\n"))
                    .isTrue());
  }

  private Map<String, String> environment(String service) {
    Map<String, String> environment = new TreeMap<>();
    services
        .get(service)
        .path("environment")
        .properties()
        .forEach(one -> environment.put(one.getKey(), env.resolve(one.getValue().asText())));
    environment.remove("FLINK_PROPERTIES");
    // mounted there, and here a file all the same
    environment.computeIfPresent("CONTROL_FLINK_JAR", (name, path) -> mounted.toString());
    return environment;
  }
}

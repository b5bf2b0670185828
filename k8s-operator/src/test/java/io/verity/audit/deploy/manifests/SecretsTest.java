package io.verity.audit.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets are named, never written down; and the README lists them all. */
class SecretsTest {

  @Test
  void nothingSecretIsInTheTree() {
    List<Manifest> all =
        Stream.of(Tree.BASE, Tree.OVERLAYS, Tree.TEMPLATES)
            .flatMap(folder -> Yaml.files(folder).stream())
            .flatMap(file -> Yaml.read(file).stream())
            .toList();
    assertThat(all).hasSizeGreaterThan(30);
    assertThat(all).flatExtracting(SecretRule::problems).isEmpty();
  }

  @Test
  void everySecretThatIsMountedIsInTheReadme() throws Exception {
    Set<String> mounted = new TreeSet<>();
    for (PodSpec pod : PodSpec.in(Kustomization.in(Tree.BASE).documents())) {
      for (var volume : pod.spec().path("volumes")) {
        if (volume.has("secret")) {
          assertThat(volume.at("/secret/optional").asText())
              .as(pod.manifest() + " starts without " + volume)
              .isEqualTo("false");
          mounted.add(volume.at("/secret/secretName").asText());
        }
      }
    }
    assertThat(SecretsTable.read().keySet()).isEqualTo(mounted);
    assertThat(SecretsTable.read().get("verity-hold-keeper"))
        .containsExactly("database-password", "clickhouse-password");
  }

  @ParameterizedTest
  @CsvSource({
    "ingest-env.yaml, AUDIT_CLICKHOUSE_PASSWORD_FILE: /etc/verity/verity-ingest/clickhouse-password,"
        + " AUDIT_CLICKHOUSE_PASSWORD: opensesame, $.data.AUDIT_CLICKHOUSE_PASSWORD",
    "reports-env.yaml, postgresql://postgres, postgresql://verity:opensesame@postgres,"
        + " $.data.REPORTER_DATABASE_URL",
    "reports-env.yaml, sslmode=verify-full, password=opensesame, $.data.REPORTER_DATABASE_URL",
    "control-plane-env.yaml, REPORTER_S3_SECRET_KEY_FILE: /etc, REPORTER_S3_SECRET_KEY: opensesame,"
        + " $.data.REPORTER_S3_SECRET_KEY",
    "ingest.yaml, 'io.tmp.dirs: /tmp', 's3.secret-key: opensesame',"
        + " $.spec.flinkConfiguration.s3.secret-key"
  })
  void aLiteralSecretIsFoundAndNotRepeated(String file, String right, String wrong, String path)
      throws Exception {
    assertThat(Mistakes.make(file, right, wrong))
        .flatExtracting(SecretRule::problems)
        .singleElement()
        .asString()
        .startsWith("base/" + file + ", document 1 (")
        .contains(": " + path + " looks like a secret")
        .doesNotContain("opensesame");
  }

  @Test
  void aVariableWithALiteralSecretIsFound() {
    List<Manifest> made =
        Yaml.parse(
            "x.yaml",
            "{kind: Pod, metadata: {name: a}, spec: {env: [{name: X_TOKEN, value: opensesame}]}}");
    assertThat(SecretRule.problems(made.get(0)))
        .containsExactly(
            "x.yaml, document 1 (Pod a): $.spec.env[0].value looks like a secret; "
                + "mount a Secret and name its file");
  }

  @Test
  void aSecretIsFound() {
    List<Manifest> made =
        Yaml.parse("x.yaml", "{apiVersion: v1, kind: Secret, metadata: {name: a}}");
    assertThat(SecretRule.problems(made.get(0)))
        .containsExactly(
            "x.yaml, document 1 (Secret a): a Secret does not belong into a repository");
  }
}

package io.verity.audit.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Debian's package prometheus has promtool; .ci/run installs it. */
@EnabledIf("io.verity.audit.deploy.monitoring.Promtool#isThere")
class PromtoolTest {

  @TempDir private Path folder;

  @Test
  void rulesAreRules() throws Exception {
    assertThat(Promtool.run(Monitoring.FOLDER, "check", "rules", "alerts.yaml"))
        .startsWith("0\n")
        .contains(Monitoring.alerts().size() + " rules found");
  }

  @Test
  void rulesFireWhenTheyShould() throws Exception {
    assertThat(Promtool.run(Monitoring.FOLDER, "test", "rules", "alerts_test.yaml"))
        .startsWith("0\n");
  }

  @Test
  void aRuleThatFiresTooLateIsFound() throws Exception {
    String late = Files.readString(Monitoring.ALERTS).replace("for: 3m", "for: 30m");
    Files.writeString(folder.resolve("alerts.yaml"), late);
    Files.copy(Monitoring.ALERTS_TEST, folder.resolve("alerts_test.yaml"));
    assertThat(Promtool.run(folder, "test", "rules", "alerts_test.yaml"))
        .startsWith("1\n")
        .contains("VerityIngestDown: nobody serves");
  }

  @Test
  void panelsAreExpressions() throws Exception {
    StringBuilder rules = new StringBuilder("groups: [{name: panels, rules: [\n");
    for (JsonNode expression : Monitoring.read(dashboard()).findValues("expr")) {
      String bare = expression.asText().replace("$__rate_interval", "5m").replace("'", "''");
      rules.append("{record: panel, expr: '").append(bare).append("'},\n");
    }
    Files.writeString(folder.resolve("panels.yaml"), rules.append("]}]\n"));
    assertThat(Promtool.run(folder, "check", "rules", "panels.yaml")).startsWith("0\n");
  }

  @Test
  void theComposedPrometheusTakesItsConfiguration() throws Exception {
    Path images = Monitoring.ROOT.resolve("images");
    Files.copy(images.resolve("prometheus.yml"), folder.resolve("prometheus.yml"));
    Files.copy(Monitoring.ALERTS, folder.resolve("alerts.yaml"));
    assertThat(Promtool.run(folder, "check", "config", "prometheus.yml")).startsWith("0\n");
  }

  private static Path dashboard() {
    return Monitoring.FOLDER.resolve("grafana").resolve("verity.json");
  }
}

package io.verity.audit.collect.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.collect.AskedRequest;
import io.verity.audit.evidence.catalog.ControlCatalog;
import io.verity.audit.evidence.catalog.ControlDefinition;
import io.verity.audit.evidence.finding.ControlResult;
import io.verity.audit.evidence.finding.ControlResult.Outcome;
import io.verity.audit.evidence.finding.ControlResult.Shortfall;
import io.verity.audit.evidence.finding.ControlTransformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped controls say of configuration as the handler gives it. */
class ShippedConfigTest {

  private static final Path PROJECT = Path.of("..");

  @TempDir Path folder;

  @BeforeEach
  void writeConfiguration() throws IOException {
    Files.copy(PROJECT.resolve("sql/clickhouse/users.xml"), folder.resolve("clickhouse-users.xml"));
    Files.copy(
        PROJECT.resolve("samples/scenario/terraform.tfstate"), folder.resolve("terraform.tfstate"));
    write("clickhouse-config.xml", "<clickhouse><timezone>UTC</timezone></clickhouse>");
    write("postgresql.conf", "password_encryption = 'scram-sha-256'\n");
    write("pg_hba.conf", "host all all 127.0.0.1/32 scram-sha-256\n");
    write("kafka-server.properties", "log.retention.ms=-1\nauto.create.topics.enable=false\n");
  }

  @Test
  void isHonestAboutTheLocalStack() throws Exception {
    assertThat(names(result("soc2", "CC6.1"))).containsExactly("no-account-from-anywhere");
    assertThat(names(result("soc2", "CC6.6"))).containsExactly("nothing-open");
    assertThat(result("soc2", "CC6.6").shortfalls().get(0).detail())
        .contains("0.0.0.0/0")
        .doesNotContain("not-a-real-password");
    assertThat(names(result("gdpr", "Art. 32"))).containsExactly("nothing-open");
    assertThat(result("pci_dss", "10.3.2").outcome()).isEqualTo(Outcome.PASS);
    assertThat(result("pci_dss", "10.5.1").outcome()).isEqualTo(Outcome.PASS);
    assertThat(result("hipaa", "164.312(a)(1)").outcome()).isEqualTo(Outcome.PASS);
    assertThat(result("sox", "ITGC-CM-3").outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void seesWhatIsWrong() throws Exception {
    write("pg_hba.conf", "local all all trust\n");
    write("kafka-server.properties", "log.retention.ms=1000\n");
    write(
        "clickhouse-users.xml",
        "<clickhouse><users><a><password>x</password><grants><query>GRANT ALTER DELETE ON"
            + " verity.*</query></grants></a></users></clickhouse>");
    write("clickhouse-config.xml", "<clickhouse/>");
    Files.delete(folder.resolve("postgresql.conf"));

    assertThat(names(result("soc2", "CC6.1")))
        .containsExactly("nobody-is-trusted", "passwords-are-scram", "auditors-only-read");
    assertThat(result("pci_dss", "10.3.2").outcome()).isEqualTo(Outcome.FAIL);
    assertThat(result("pci_dss", "10.5.1").outcome()).isEqualTo(Outcome.FAIL);
    assertThat(result("hipaa", "164.312(a)(1)").outcome()).isEqualTo(Outcome.FAIL);
    assertThat(names(result("sox", "ITGC-CM-3"))).contains("time-is-utc");
  }

  private static Iterable<String> names(ControlResult result) {
    return result.shortfalls().stream().map(Shortfall::expectation).toList();
  }

  private ControlResult result(String framework, String controlId) throws Exception {
    ControlDefinition control =
        ControlCatalog.load(null).controls().stream()
            .filter(c -> c.framework().equals(framework) && c.controlId().equals(controlId))
            .findFirst()
            .orElseThrow();
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    String request = control.sources().get(0).request().toString();
    payload
        .withObject("/sources")
        .putObject(control.sources().get(0).source())
        .put("status", "collected")
        .set(
            "data",
            new ConfigHandler()
                .collect(AskedRequest.of(Map.of("root", folder.toString()), request))
                .data());
    return ControlTransformer.transform(control, payload);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}

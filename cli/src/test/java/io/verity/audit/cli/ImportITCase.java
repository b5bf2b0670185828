package io.verity.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code import} into a PostgreSQL that the environment names. */
class ImportITCase {

  private static final String PRINCIPALS =
      "id,kind,name,email,department,manager_id,status,hired_at,terminated_at,privileged\n"
          + "1e2feb89-414c-443c-9027-c4d1c386bbc4,USER,Олена,,,,ACTIVE,,,false\n";
  private static final String ASSETS =
      "id,type,name,system,tags,owner_id\n"
          + "64d94b3e-36de-4715-bd0b-6da50b7b0e03,BUCKET,b,crm,PHI|PII,\n";

  @TempDir static Path folder;
  private static LocalStack stack;

  /** What a run of the command left behind. */
  private record Run(int status, String out, String err) {}

  @BeforeAll
  static void start() {
    Map<String, String> alone = new HashMap<>(System.getenv());
    alone.put("AUDIT_KAFKA_BOOTSTRAP", "127.0.0.1:1");
    alone.put("AUDIT_CLICKHOUSE_URL", "http://127.0.0.1:1");
    stack = LocalStack.in(folder).environment(alone).withPostgres().start();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void importsOnceAndThenChangesNothing() throws IOException {
    String principals = write("principals.csv", PRINCIPALS);
    String assets = write("assets.csv", ASSETS);
    Run first = run("--principals", principals, "--assets", assets, "--json");
    assertThat(first.err()).isEmpty();
    assertThat(first.out().strip())
        .isEqualTo(
            "{\"principals\":{\"rows\":1,\"inserted\":1,\"updated\":0,\"unchanged\":0},"
                + "\"assets\":{\"rows\":1,\"inserted\":1,\"updated\":0,\"unchanged\":0},"
                + "\"revision\":1}");

    Run again = run("--assets", assets, "--json");
    JsonNode result = new ObjectMapper().readTree(again.out());
    assertThat(again.status()).isZero();
    assertThat(result.has("principals")).isFalse();
    assertThat(result.at("/assets/unchanged").asLong()).isEqualTo(1);
    assertThat(result.get("revision").asLong()).isEqualTo(1);
    assertThat(run("--assets", assets).out()).contains("assets      1 rows: 0 inserted");
  }

  @Test
  void refusesABadFileInOneLine() throws IOException {
    Run bad = run("--principals", write("bad.csv", PRINCIPALS.replace("false", "no")), "--json");
    assertThat(bad.status()).isEqualTo(1);
    assertThat(bad.out()).isEmpty();
    assertThat(bad.err().strip())
        .endsWith("bad.csv, line 2, column privileged: is \"no\", not one of true, false")
        .doesNotContain("\n");
  }

  @Test
  void refusesToImportNothing() {
    Run nothing = run();
    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.err()).contains("--principals or --assets");
  }

  @Test
  void saysThatTheServerIsAway() throws IOException {
    Map<String, String> away = Map.of("REPORTER_DATABASE_URL", "postgresql://u:p@127.0.0.1:1/db");
    Run run = run(away, "--assets", write("assets.csv", ASSETS));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().strip())
        .contains("PostgreSQL at 127.0.0.1:1/db can't be reached")
        .doesNotContain("\n");
  }

  private static String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static Run run(String... arguments) {
    Account importer = stack.postgresAccount("importer");
    return run(
        Map.of(
            "REPORTER_DATABASE_URL", stack.postgresUrl(),
            "REPORTER_DATABASE_USER", importer.user(),
            "REPORTER_DATABASE_PASSWORD", importer.password()),
        arguments);
  }

  private static Run run(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Verity.commandLine(environment, Progress.onStderr());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("import"));
    all.addAll(List.of(arguments));
    int status = line.execute(all.toArray(new String[0]));
    return new Run(status, out.toString(), err.toString());
  }
}

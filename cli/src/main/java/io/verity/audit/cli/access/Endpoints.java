package io.verity.audit.cli.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * What a running stack answers at, as {@code endpoints.json} in its work folder. The file appears
 * and changes at once, is readable by its owner alone from its first byte on, and goes when the
 * stack stops.
 *
 * @param reader makes reports: reads the trail, writes the snapshots of runs
 * @param postgres a JDBC URL; like its accounts absent where the stack has none
 * @param api the control plane's address; absent where none runs
 * @param metrics absent where no job runs
 * @param pid the process that runs the stack: tells a file that outlived it
 */
@JsonPropertyOrder({
  "kafka",
  "clickhouse",
  "clickhouse_admin",
  "clickhouse_auditor",
  "clickhouse_writer",
  "clickhouse_reader",
  "postgres",
  "postgres_admin",
  "postgres_reporter",
  "postgres_importer",
  "postgres_auditor",
  "postgres_control",
  "api",
  "metrics",
  "pid"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Endpoints(
    String kafka,
    String clickhouse,
    @JsonProperty("clickhouse_admin") Login admin,
    @JsonProperty("clickhouse_auditor") Login auditor,
    @JsonProperty("clickhouse_writer") Login writer,
    @JsonProperty("clickhouse_reader") Login reader,
    String postgres,
    @JsonProperty("postgres_admin") Login postgresAdmin,
    @JsonProperty("postgres_reporter") Login postgresReporter,
    @JsonProperty("postgres_importer") Login postgresImporter,
    @JsonProperty("postgres_auditor") Login postgresAuditor,
    @JsonProperty("postgres_control") Login postgresControl,
    String api,
    String metrics,
    Long pid) {

  /** An account; its text form leaves the password out. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /** The same with the address of an API. */
  public Endpoints withApi(String address) {
    return new Endpoints(
        kafka,
        clickhouse,
        admin,
        auditor,
        writer,
        reader,
        postgres,
        postgresAdmin,
        postgresReporter,
        postgresImporter,
        postgresAuditor,
        postgresControl,
        address,
        metrics,
        pid);
  }

  private static final String FILE = "endpoints.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public static Path fileIn(Path work) {
    return work.resolve(FILE);
  }

  /** Those of the stack that runs in this folder; a file left behind by a dead one counts not. */
  public static Optional<Endpoints> find(Path work) {
    Path file = fileIn(work);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Endpoints found = JSON.readValue(file.toFile(), Endpoints.class);
      return found.isAlive() ? Optional.of(found) : Optional.empty();
    } catch (IOException e) {
      throw new CliException(
          file + " can't be read: " + e.getMessage().lines().findFirst().orElse(""), e);
    }
  }

  private boolean isAlive() {
    return pid == null || ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  public void write(Path work) throws IOException {
    Path written =
        Files.createTempFile(
            work,
            FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      JSON.writeValue(written.toFile(), this);
      Files.move(written, fileIn(work), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  public static void delete(Path work) throws IOException {
    Files.deleteIfExists(fileIn(work));
  }
}

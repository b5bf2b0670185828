package io.verity.audit.cli.access;

import io.verity.audit.cli.CliException;
import io.verity.audit.control.auth.LocalIssuer;
import io.verity.audit.control.auth.Role;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.StackException;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a local stack collects evidence from: itself. Its trail and its records by accounts that can
 * only read, the API by a token of an auditor, the configuration its servers were started with, and
 * its logs.
 */
final class StackSources {

  static final String COLLECTOR = "verity-collector";

  private static final String TRAIL_PASSWORD = "VERITY_SOURCE_TRAIL_PASSWORD";
  private static final String RECORDS_PASSWORD = "VERITY_SOURCE_RECORDS_PASSWORD";
  private static final String TERRAFORM = "samples/scenario/terraform.tfstate";

  /** Made anew with every start of a stack, which is when another can begin. */
  private static final Duration TOKEN_TTL = Duration.ofDays(365);

  private static final String HEAD =
      """
      # The sources of this stack's evidence. Written anew with every start of the stack.
      sources:
        verity-api:
          kind: http
          url: "%s"
          authorization: "file:%s"
          requests_per_second: 10
          concurrency: 2
        stack-config:
          kind: config
          root: "%s"
          requests_per_second: 20
          concurrency: 2
      """;

  private static final String DATABASE =
      """
        %s:
          kind: sql
          url: "%s"
          user: %s
          password: "env:%s"
          requests_per_second: 20
          concurrency: 4
      """;

  private static final String LOGS =
      """
        stack-logs:
          kind: search
          url: "%s"
          requests_per_second: 10
          concurrency: 2
      """;

  private final LocalStack stack;
  private final StackServers servers;
  private final Path folder;
  private final String home;

  /**
   * @param home the project's folder, for the sample; null where it is not known
   */
  StackSources(LocalStack stack, StackServers servers, Path folder, String home) {
    this.stack = stack;
    this.servers = servers;
    this.folder = folder.resolve("sources");
    this.home = home;
  }

  /**
   * Writes the files that say where evidence comes from.
   *
   * @return the configuration of the sources
   */
  Path write(String api, LocalIssuer issuer) {
    try {
      Path config = Files.createDirectories(folder.resolve("config"));
      for (Map.Entry<String, Path> file : stack.configFiles().entrySet()) {
        copy(file.getValue(), config.resolve(file.getKey()));
      }
      if (home != null && Files.isRegularFile(Path.of(home).resolve(TERRAFORM))) {
        copy(Path.of(home).resolve(TERRAFORM), config.resolve("terraform.tfstate"));
      }
      Path authorization = folder.resolve("api.authorization");
      String token = issuer.token(COLLECTOR, EnumSet.of(Role.AUDITOR), TOKEN_TTL);
      writeSecret(authorization, "Bearer " + token);
      Path sources = folder.resolve("sources.yaml");
      Files.writeString(sources, text(api, authorization, config));
      return sources;
    } catch (IOException e) {
      throw new CliException(
          "the sources of evidence could not be written into " + folder + ": " + e.getMessage(), e);
    }
  }

  /** What the configuration names and does not hold. */
  Map<String, String> secrets() {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put(TRAIL_PASSWORD, servers.reader().password());
    records().ifPresent(account -> secrets.put(RECORDS_PASSWORD, account.password()));
    return secrets;
  }

  /** Of a PostgreSQL of somebody else's, the account may be unknown here. */
  private Optional<Account> records() {
    try {
      return Optional.of(stack.postgresAccount("auditor"));
    } catch (StackException e) {
      return Optional.empty();
    }
  }

  private String text(String api, Path authorization, Path config) {
    ClickHouseAccess trail = servers.reader();
    String trailUrl = "jdbc:clickhouse:" + trail.url().replaceFirst("^http://", "//") + "/verity";
    StringBuilder text = new StringBuilder(HEAD.formatted(api, authorization, config));
    text.append(DATABASE.formatted("trail", trailUrl, trail.user(), TRAIL_PASSWORD));
    records()
        .ifPresent(
            account ->
                text.append(
                    DATABASE.formatted(
                        "records", stack.postgresUrl(), account.user(), RECORDS_PASSWORD)));
    stack.logSearchUrl().ifPresent(url -> text.append(LOGS.formatted(url)));
    return text.toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void writeSecret(Path file, String text) throws IOException {
    Path written =
        Files.createTempFile(
            file.getParent(),
            file.getFileName().toString(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(written, text);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }
}

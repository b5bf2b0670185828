package io.verity.audit.cli.access;

import static io.verity.audit.control.config.ControlOption.CONTROL_ADMIN_PORT;
import static io.verity.audit.control.config.ControlOption.CONTROL_DATABASE_PASSWORD;
import static io.verity.audit.control.config.ControlOption.CONTROL_DATABASE_PASSWORD_FILE;
import static io.verity.audit.control.config.ControlOption.CONTROL_DATABASE_USER;
import static io.verity.audit.control.config.ControlOption.CONTROL_KAFKA_BOOTSTRAP;
import static io.verity.audit.control.config.ControlOption.CONTROL_LAUNCHER;
import static io.verity.audit.control.config.ControlOption.CONTROL_LINK_KEY;
import static io.verity.audit.control.config.ControlOption.CONTROL_LINK_KEY_FILE;
import static io.verity.audit.control.config.ControlOption.CONTROL_OIDC_ISSUER;
import static io.verity.audit.control.config.ControlOption.CONTROL_OIDC_JWKS;
import static io.verity.audit.control.config.ControlOption.CONTROL_PARENT_WATCH;
import static io.verity.audit.control.config.ControlOption.CONTROL_PORT;
import static io.verity.audit.control.config.ControlOption.CONTROL_SOURCES_CONFIG;
import static io.verity.audit.report.config.ReporterOption.REPORTER_OBJECT_STORE;

import io.verity.audit.cli.job.ControlCommand;
import io.verity.audit.control.auth.LocalIssuer;
import io.verity.audit.report.config.ReporterOption;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import java.nio.file.Path;
import java.util.Map;

/**
 * Points the control plane to a stack's servers, where the environment names no others, and to the
 * issuer that {@code ./verity token} signs for.
 */
public final class ControlServers {

  private final LocalStack stack;
  private final StackServers servers;
  private final Map<String, String> environment;
  private final Path folder;

  /**
   * @param folder the stack's work folder, which the issuer's keys are in
   */
  public ControlServers(
      LocalStack stack, StackServers servers, Map<String, String> environment, Path folder) {
    this.stack = stack;
    this.servers = servers;
    this.environment = environment;
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Where the keys of a work folder's issuer are. */
  public static Path issuerFolder(Path work) {
    return work.resolve("issuer");
  }

  /**
   * @param reports where finished reports are published
   */
  public ControlCommand command(Path reports) {
    ControlCommand command =
        new ControlCommand(folder, environment)
            .with(new ReportServers(environment, servers.endpoints(null), folder).settings())
            .with(CONTROL_PARENT_WATCH, "true")
            .withDefault(
                ReporterOption.REPORTER_OUTPUT_DIR, reports.toAbsolutePath().normalize().toString())
            .withDefault(CONTROL_LAUNCHER, "worker")
            .withDefault(CONTROL_PORT, Integer.toString(stack.port("api")))
            .withDefault(CONTROL_ADMIN_PORT, Integer.toString(stack.port("api-admin")));
    if (servers.hasOwnKafka()) {
      // somebody else's gets no topic of ours unless they say so
      command.withDefault(CONTROL_KAFKA_BOOTSTRAP, stack.kafkaBootstrap());
    }
    useDatabase(command);
    useIssuer(command);
    useEvidence(command);
    return command;
  }

  /** Evidence is kept beside the stack, and collected from the stack itself. */
  private void useEvidence(ControlCommand command) {
    command.withDefault(REPORTER_OBJECT_STORE, objects(folder));
    if (command.isUnset(CONTROL_SOURCES_CONFIG) && command.isUnset(CONTROL_PORT)) {
      StackSources sources =
          new StackSources(stack, servers, folder, environment.get("VERITY_HOME"));
      command
          .with(
              CONTROL_SOURCES_CONFIG,
              sources
                  .write(
                      "http://127.0.0.1:" + stack.port("api"), LocalIssuer.in(issuerFolder(folder)))
                  .toString())
          .withVariables(sources.secrets());
    }
  }

  /** The object store of a stack: a folder, which its owner could still delete. */
  private static String objects(Path folder) {
    return "file:" + folder.resolve("objects");
  }

  private void useDatabase(ControlCommand command) {
    if (command.isUnset(CONTROL_DATABASE_PASSWORD)
        && command.isUnset(CONTROL_DATABASE_PASSWORD_FILE)) {
      Account control = stack.postgresAccount("control");
      command
          .with(CONTROL_DATABASE_USER, control.user())
          .with(CONTROL_DATABASE_PASSWORD, control.password());
    }
  }

  private void useIssuer(ControlCommand command) {
    LocalIssuer issuer = LocalIssuer.in(issuerFolder(folder));
    if (command.isUnset(CONTROL_OIDC_ISSUER)) {
      command
          .with(CONTROL_OIDC_ISSUER, LocalIssuer.ISSUER)
          .with(CONTROL_OIDC_JWKS, issuer.jwks().toString());
    }
    if (command.isUnset(CONTROL_LINK_KEY)) {
      command.withDefault(CONTROL_LINK_KEY_FILE, LinkKey.in(issuerFolder(folder)).toString());
    }
  }
}

package io.verity.audit.cli;

import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_CERTIFICATES;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_PASSWORD;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_PASSWORD_FILE;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_URL;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_USER;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_PASSWORD;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_PASSWORD_FILE;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_URL;
import static io.verity.audit.report.config.ReporterOption.REPORTER_DATABASE_USER;

import io.verity.audit.cli.command.BaseCommand;
import io.verity.audit.service.ConfigException;
import io.verity.audit.stack.StackException;
import io.verity.audit.store.ImportException;
import io.verity.audit.store.StoreException;
import io.verity.audit.trail.TrailStoreException;
import io.verity.audit.trail.clickhouse.ClickHouseAdvice;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Errors, for a person: on stderr, in few words, without a stack trace unless asked for. */
final class ErrorReport {

  private static final int WRONG_ARGUMENTS = 2;
  private static final int FAILED = 1;

  /** Their messages are written for the user. */
  private static final Set<Class<? extends Exception>> SPEAKING =
      Set.of(
          CliException.class, StackException.class, ConfigException.class, ImportException.class);

  private static final ClickHouseAdvice CLICKHOUSE =
      new ClickHouseAdvice(
          AUDIT_CLICKHOUSE_URL.name(),
          AUDIT_CLICKHOUSE_CERTIFICATES.name(),
          AUDIT_CLICKHOUSE_USER.name(),
          AUDIT_CLICKHOUSE_PASSWORD + " or " + AUDIT_CLICKHOUSE_PASSWORD_FILE);

  int ofArguments(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().println("See ./" + command.getCommandSpec().qualifiedName() + " --help");
    return WRONG_ARGUMENTS;
  }

  int ofExecution(Exception e, CommandLine command, ParseResult arguments) {
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + message(e));
    if (command.getCommand() instanceof BaseCommand base && base.wantsStackTrace()) {
      e.printStackTrace(command.getErr());
    }
    return FAILED;
  }

  private static String message(Exception e) {
    if (e instanceof TrailStoreException) {
      return e.getMessage() + CLICKHOUSE.on(e);
    } else if (e instanceof StoreException store) {
      return e.getMessage()
          + store.advice(
              REPORTER_DATABASE_URL.name(),
              REPORTER_DATABASE_USER.name(),
              REPORTER_DATABASE_PASSWORD + " or " + REPORTER_DATABASE_PASSWORD_FILE);
    }
    if (SPEAKING.contains(e.getClass())) {
      return e.getMessage();
    }
    return e + " (unexpected; --stacktrace shows where)";
  }
}

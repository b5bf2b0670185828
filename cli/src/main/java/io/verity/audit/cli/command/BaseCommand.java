package io.verity.audit.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.cli.Progress;
import io.verity.audit.cli.Verity;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What all commands share: options, and results on stdout with everything else on stderr. */
public abstract class BaseCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParentCommand private Verity verity;

  @Spec private CommandSpec command;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = ".verity",
      description = "Folder for everything that is written; default: ${DEFAULT-VALUE}.")
  private Path work;

  @Option(names = "--json", description = "Prints the result as one JSON object.")
  private boolean json;

  @Option(names = "--stacktrace", description = "Shows where an error comes from.")
  private boolean stackTrace;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  private boolean help;

  public boolean wantsStackTrace() {
    return stackTrace;
  }

  Path work() {
    return work;
  }

  Map<String, String> environment() {
    return verity.environment();
  }

  Progress progress() {
    return verity.progress();
  }

  /** The command's only output on stdout. */
  void print(Object result, String text) {
    var out = command.commandLine().getOut();
    try {
      out.println(json ? JSON.writeValueAsString(result) : text.stripTrailing());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result is always JSON", e);
    }
    out.flush();
  }
}

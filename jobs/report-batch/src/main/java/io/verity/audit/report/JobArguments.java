package io.verity.audit.report;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Which arguments go together: a request is told by them, or stands in the row of its run. */
final class JobArguments {

  private static final String ATTEMPT = "--attempt";
  private static final String RUN_ID = "--run-id";
  private static final List<String> OF_A_REQUEST = List.of("--framework", "--from", "--to");

  private JobArguments() {}

  static void check(CommandSpec spec) {
    Set<String> given =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(option -> option.longestName())
            .collect(Collectors.toCollection(TreeSet::new));
    if (given.remove(ATTEMPT)) {
      attempt(spec, given);
      return;
    }
    List<String> missing = OF_A_REQUEST.stream().filter(name -> !given.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw refused(spec, "Missing required options: " + String.join(", ", missing));
    }
  }

  private static void attempt(CommandSpec spec, Set<String> beside) {
    if (!beside.remove(RUN_ID)) {
      throw refused(spec, "--attempt is of a run: name it by --run-id");
    }
    if (!beside.isEmpty()) {
      throw refused(
          spec,
          "--attempt goes with --run-id alone, as the run's row says what to report on: leave out "
              + String.join(", ", beside));
    }
  }

  private static ParameterException refused(CommandSpec spec, String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}

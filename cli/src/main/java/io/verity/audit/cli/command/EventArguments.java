package io.verity.audit.cli.command;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.events.EventFile;
import io.verity.audit.cli.events.EventInput;
import io.verity.audit.cli.events.FormatSniffer;
import io.verity.audit.ingest.format.InputFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --events} and {@code --format}, and how they pair. */
final class EventArguments {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = {
        "File of events, one a line; gzip as well; - is the standard input. May be repeated.",
        "A CloudTrail file {\"Records\":[...]} is split into its records."
      })
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = {
        "verity or cloudtrail. Once: for all files; as often as --events: in that order;"
            + " else each file's first line decides."
      })
  private List<String> formats = new ArrayList<>();

  boolean isEmpty() {
    return files.isEmpty();
  }

  void requireAny() {
    if (files.isEmpty()) {
      throw usage("which events? Name a file with --events FILE");
    }
  }

  /**
   * The files, opened and, as far as their format has a frame, checked.
   *
   * @param spoolFolder where a pipe that has to be read twice is kept meanwhile
   */
  EventInputs open(Path spoolFolder) {
    refuseUnpaired();
    EventInputs inputs = new EventInputs();
    try {
      for (int i = 0; i < files.size(); i++) {
        inputs.add(open(new EventFile(files.get(i)), formatAt(i), spoolFolder));
      }
      return inputs;
    } catch (CliException e) {
      inputs.close();
      throw e;
    }
  }

  /**
   * @param format null to look it up
   */
  static EventInput open(EventFile file, String format, Path spoolFolder) {
    try {
      file.requireReadable();
      return EventInput.open(
          file, format == null ? FormatSniffer.formatOf(file) : format, spoolFolder);
    } catch (IOException e) {
      throw new CliException(file.name() + ": " + e.getMessage() + "; nothing was sent", e);
    }
  }

  private String formatAt(int file) {
    return formats.isEmpty() ? null : formats.get(formats.size() == 1 ? 0 : file);
  }

  private void refuseUnpaired() {
    if (formats.size() > 1 && formats.size() != files.size()) {
      throw usage(
          "--format is given "
              + formats.size()
              + " times and --events "
              + files.size()
              + " times: give --format once for all files, or once for each");
    }
    InputFormats known = InputFormats.load();
    for (String format : formats) {
      if (!known.names().contains(format)) {
        throw usage("--format " + format + ": known are " + String.join(", ", known.names()));
      }
    }
    if (formats.isEmpty()) {
      files.stream()
          .map(EventFile::new)
          .filter(EventArguments::isPipe)
          .findFirst()
          .ifPresent(
              file -> {
                throw usage("the format of " + file.name() + " can't be looked up: give --format");
              });
    }
  }

  private static boolean isPipe(EventFile file) {
    try {
      file.requireReadable();
      return !file.isReopenable();
    } catch (IOException e) {
      return false;
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}

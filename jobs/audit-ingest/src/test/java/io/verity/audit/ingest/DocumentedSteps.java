package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs what a document tells its reader to type, as it stands there. */
final class DocumentedSteps {

  private static final Path DOCS = Path.of("..", "..", "docs");
  private static final String BEGIN = "```sh\n";
  private static final String END = "\n```";

  private final String script;

  private DocumentedSteps(String script) {
    this.script = script;
  }

  /**
   * How a script ended.
   *
   * @param output what it printed, errors included
   */
  record Outcome(int status, String output) {}

  /** All blocks of the document after a comment {@code run by MARK}, in their order. */
  static DocumentedSteps of(String document, String mark) throws IOException {
    String text = Files.readString(DOCS.resolve(document));
    String comment = "<!-- run by " + mark + " -->";
    StringBuilder script = new StringBuilder();
    for (int at = text.indexOf(comment); at >= 0; at = text.indexOf(comment, at + 1)) {
      int begin = text.indexOf(BEGIN, at) + BEGIN.length();
      script.append(text, begin, text.indexOf(END, begin)).append('\n');
    }
    assertThat(script).as("blocks of " + document + " for " + mark).isNotEmpty();
    return new DocumentedSteps(script.toString());
  }

  /** With a function of another script before it, from its first line to the line of its end. */
  DocumentedSteps after(String first, String last, DocumentedSteps other) {
    int begin = other.script.indexOf(first);
    int end = other.script.indexOf("\n" + last + "\n", begin) + last.length() + 2;
    return new DocumentedSteps(other.script.substring(begin, end) + script);
  }

  Outcome run(Map<String, String> environment) throws Exception {
    Path output = Files.createTempFile("steps", ".txt");
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", script);
    shell.environment().putAll(environment);
    Process process =
        shell.redirectErrorStream(true).redirectOutput(Redirect.to(output.toFile())).start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
      return new Outcome(process.exitValue(), Files.readString(output).strip());
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}

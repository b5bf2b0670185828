package io.verity.audit.cli.command;

import com.fasterxml.jackson.databind.JsonNode;

/** A report's outcome for a person. */
final class ReportText {

  private ReportText() {}

  static String of(JsonNode outcome) {
    StringBuilder text = new StringBuilder();
    line(text, "run", outcome.path("run_id").asText("-"));
    line(text, "status", outcome.path("status").asText());
    if (outcome.hasNonNull("error")) {
      line(text, "reason", outcome.path("error").asText());
    }
    for (JsonNode artifact : outcome.path("artifacts")) {
      line(
          text,
          artifact.path("format").asText(),
          artifact.path("path").asText() + "  sha256 " + artifact.path("sha256").asText());
    }
    if (outcome.hasNonNull("snapshot_root")) {
      line(text, "snapshot", outcome.path("snapshot_root").asText());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(" ".repeat(Math.max(1, 12 - name.length()))).append(value);
    text.append('\n');
  }
}

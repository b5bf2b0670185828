package io.verity.audit.stack.logs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first line of an entry, in one of the formats that the stack's programs write. */
record LogLine(Instant at, String level, String logger, String message) {

  private static final String TIME =
      "^(?<date>\\d{4}[-.]\\d\\d[-.]\\d\\d)[T ](?<time>\\d\\d:\\d\\d:\\d\\d)[.,](?<part>\\d{1,9})";

  /** log4j: {@code 2026-11-22T20:26:53,995 WARN QuorumController - text}. */
  private static final Pattern LOG4J =
      Pattern.compile(
          TIME + " (?<zone>)(?<level>[A-Z]{4,5}) +(?<logger>\\S+) - (?<message>.*)$",
          Pattern.DOTALL);

  /** ClickHouse: {@code 2026.11.22 20:26:51.123456 [ 12 ] {query} <Error> Name: text}. */
  private static final Pattern CLICKHOUSE =
      Pattern.compile(
          TIME
              + "(?<zone>) \\[ \\d+ ] \\{[^}]*} <(?<level>[A-Za-z]+)> (?<logger>[^:]{0,100}):"
              + " (?<message>.*)$",
          Pattern.DOTALL);

  /** PostgreSQL: {@code 2026-11-22 20:35:06.929 UTC [23597] FATAL: text}. */
  private static final Pattern POSTGRES =
      Pattern.compile(
          TIME + " (?<zone>\\S+) (?<logger>)\\[\\d+] (?<level>[A-Z0-9]+): +(?<message>.*)$",
          Pattern.DOTALL);

  private static final Map<String, String> LEVELS =
      Map.ofEntries(
          Map.entry("TRACE", "TRACE"),
          Map.entry("TEST", "TRACE"),
          Map.entry("DEBUG", "DEBUG"),
          Map.entry("WARN", "WARN"),
          Map.entry("WARNING", "WARN"),
          Map.entry("ERROR", "ERROR"),
          Map.entry("FATAL", "FATAL"),
          Map.entry("CRITICAL", "FATAL"),
          Map.entry("PANIC", "FATAL"));

  /** Empty for a line that goes on with the entry before it: of a stack trace, of a statement. */
  static Optional<LogLine> of(String line, String service) {
    for (Pattern format : new Pattern[] {LOG4J, CLICKHOUSE, POSTGRES}) {
      Matcher found = format.matcher(line);
      if (found.matches()) {
        return entry(found, service);
      }
    }
    return Optional.empty();
  }

  private static Optional<LogLine> entry(Matcher found, String service) {
    try {
      String local =
          found.group("date").replace('.', '-')
              + "T"
              + found.group("time")
              + "."
              + found.group("part");
      // without a zone it is this machine's: these programs run here
      ZoneId zone =
          found.group("zone").isEmpty()
              ? ZoneId.systemDefault()
              : ZoneId.of(found.group("zone"), ZoneId.SHORT_IDS);
      String level = found.group("level").toUpperCase(Locale.ROOT);
      String logger = found.group("logger").isEmpty() ? service : found.group("logger");
      return Optional.of(
          new LogLine(
              LocalDateTime.parse(local).atZone(zone).toInstant(),
              LEVELS.getOrDefault(level, "INFO"),
              logger,
              found.group("message")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

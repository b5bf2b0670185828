package io.verity.audit.report.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** The files of a scenario. */
final class ScenarioFiles {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private ScenarioFiles() {}

  static Scenario read(Path folder, Instant start, Instant end) throws IOException {
    List<ScenarioEvent> events = new ArrayList<>();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(folder), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        events.add(event(JSON.readTree(line)));
      }
    }
    return new Scenario(
        events,
        CsvLines.read(folder.resolve(Scenario.PRINCIPALS)).stream()
            .map(ScenarioFiles::principal)
            .toList(),
        CsvLines.read(folder.resolve(Scenario.ASSETS)).stream().map(ScenarioFiles::asset).toList(),
        start,
        end);
  }

  static void write(Scenario scenario, Path folder) throws IOException {
    Files.writeString(
        folder.resolve(Scenario.EVENTS),
        scenario.events().stream().map(ScenarioFiles::line).collect(Collectors.joining()));
    StringBuilder people =
        new StringBuilder(
            "id,kind,name,email,department,manager_id,status,hired_at,terminated_at,privileged\n");
    for (Principal p : scenario.principals()) {
      people.append(
          CsvLines.line(
              p.id(),
              p.kind(),
              p.name(),
              p.kind().equals("USER") ? p.id().substring(0, 8) + "@example.org" : "",
              "Operations",
              "",
              p.terminatedAt() == null ? "ACTIVE" : "TERMINATED",
              time(p.hiredAt()),
              p.terminatedAt() == null ? "" : time(p.terminatedAt()),
              p.privileged()));
    }
    Files.writeString(folder.resolve(Scenario.PRINCIPALS), people);
    StringBuilder assets = new StringBuilder("id,type,name,system,tags,owner_id\n");
    for (Asset a : scenario.assets()) {
      assets.append(
          CsvLines.line(
              a.id(),
              a.type(),
              a.name(),
              "ledger",
              String.join("|", a.tags()),
              scenario.principals().get(0).id()));
    }
    Files.writeString(folder.resolve(Scenario.ASSETS), assets);
  }

  static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  private static InputStream open(Path folder) throws IOException {
    Path plain = folder.resolve(Scenario.EVENTS);
    return Files.exists(plain)
        ? Files.newInputStream(plain)
        : new GZIPInputStream(Files.newInputStream(folder.resolve(Scenario.EVENTS + ".gz")));
  }

  /** An object goes out as an object; all else, and an object with space around it, as a text. */
  private static String line(ScenarioEvent event) {
    ObjectNode line = JSON.createObjectNode();
    line.put("event_id", event.eventId());
    line.put("event_type", event.type());
    line.put("actor_id", event.actorId());
    line.put("actor_type", event.actorType());
    line.put("resource_type", event.resourceType());
    line.put("resource_id", event.resourceId());
    line.put("action", event.action());
    if (event.fields().isObject() && event.details().startsWith("{")) {
      line.putRawValue("details", new RawValue(event.details()));
    } else {
      line.put("details", event.details());
    }
    line.put("timestamp", time(event.at()));
    try {
      return JSON.writeValueAsString(line) + '\n';
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event that is no JSON", e);
    }
  }

  private static ScenarioEvent event(JsonNode line) {
    JsonNode given = line.path("details");
    String details =
        given.isTextual()
            ? given.textValue()
            : given.isNull() || given.isMissingNode() ? "{}" : given.toString();
    return new ScenarioEvent(
        line.path("event_id").textValue(),
        line.path("event_type").textValue(),
        line.path("actor_id").textValue(),
        line.path("actor_type").textValue(),
        line.path("resource_type").textValue(),
        line.path("resource_id").textValue(),
        line.path("action").textValue(),
        details,
        ScenarioEvent.parse(details),
        Instant.parse(line.path("timestamp").textValue()).toEpochMilli());
  }

  private static Principal principal(Map<String, String> line) {
    String terminated = line.get("terminated_at");
    return new Principal(
        line.get("id"),
        line.get("kind"),
        line.get("name"),
        Instant.parse(line.get("hired_at")).toEpochMilli(),
        terminated.isEmpty() ? null : Instant.parse(terminated).toEpochMilli(),
        line.get("privileged").equals("true"));
  }

  private static Asset asset(Map<String, String> line) {
    String tags = line.get("tags");
    return new Asset(
        line.get("id"),
        line.get("type"),
        line.get("name"),
        tags.isEmpty() ? List.of() : List.of(tags.split("\\|")));
  }
}

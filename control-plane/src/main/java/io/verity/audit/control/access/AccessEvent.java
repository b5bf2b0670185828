package io.verity.audit.control.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.http.Json;
import io.verity.audit.store.LoggedAccess;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A line of the access log as an audit event in the format {@code verity}. The same line makes the
 * same event, its id included, however often it is published: a repeat is known for one.
 */
final class AccessEvent {

  private static final String TYPE = "API_ACCESS";
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private AccessEvent() {}

  static String json(LoggedAccess line) {
    boolean report = UUID_TEXT.matcher(line.object()).matches();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("subject", line.actor());
    details.put("operation", line.action());
    details.put("object", line.object());
    details.put("outcome", line.outcome());
    details.put("call", call(line));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event_id", id(line));
    event.put("event_type", TYPE);
    event.put("actor_id", NameUuid.of(line.actor()));
    event.put("actor_type", "USER");
    event.put("resource_type", report ? "REPORT" : "API");
    event.put("resource_id", report ? UUID.fromString(line.object()) : NameUuid.of(line.object()));
    event.put("action", action(line.action()));
    event.put("details", details);
    event.put("timestamp", line.at().truncatedTo(ChronoUnit.MILLIS));
    return Json.text(event);
  }

  /** Of the line's time too: another database's line of the same number is another line. */
  private static UUID id(LoggedAccess line) {
    String name = "verity:access_log:" + line.id() + ":" + line.at();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** By what an operation's name begins with, as the words of the trail are few. */
  private static String action(String operation) {
    if (operation.startsWith("download")) {
      return "EXPORT";
    }
    if (operation.startsWith("request") || operation.startsWith("create")) {
      return "CREATE";
    }
    if (operation.startsWith("verify") || operation.startsWith("collect")) {
      return "EXECUTE";
    }
    if (operation.startsWith("cancel") || operation.startsWith("update")) {
      return "UPDATE";
    }
    if (operation.startsWith("delete") || operation.startsWith("release")) {
      return "DELETE";
    }
    return operation.startsWith("approve") ? "APPROVE" : "READ";
  }

  private static JsonNode call(LoggedAccess line) {
    try {
      return line.detailJson() == null ? null : Json.MAPPER.readTree(line.detailJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("line " + line.id() + " has a detail that is no JSON", e);
    }
  }
}

package io.verity.audit.control.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.http.Json;
import io.verity.audit.store.RunEvent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What an event says, the same in the stream and in a run's history. */
final class EventView {

  private EventView() {}

  static Map<String, Object> of(RunEvent event) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", event.runId());
    view.put("status", event.type().replaceFirst("^report\\.", "").toUpperCase(Locale.ROOT));
    view.put("attempt", event.attempt());
    view.put("error", event.error());
    view.put("requested_by", event.requestedBy());
    view.put("at", event.at());
    return view;
  }

  /** An empty object where nothing was reported yet. */
  static JsonNode progress(String json) {
    try {
      JsonNode progress = json == null ? null : Json.MAPPER.readTree(json);
      return progress != null && progress.isObject() ? progress : Json.MAPPER.createObjectNode();
    } catch (JsonProcessingException e) {
      return Json.MAPPER.createObjectNode();
    }
  }
}

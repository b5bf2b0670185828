package io.verity.audit.ingest.format;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A valid record of the format {@code verity}, to change field by field; values are raw JSON. */
final class VerityRecord {

  private final Map<String, String> fields = new LinkedHashMap<>();

  VerityRecord() {
    fields.put("event_id", "\"228dbace-4376-43c5-bee0-751b44f60c04\"");
    fields.put("event_type", "\"CONSENT_GIVEN\"");
    fields.put("actor_id", "\"F31AEB00-4982-4407-8941-965096EE86EF\"");
    fields.put("actor_type", "\"USER\"");
    fields.put("resource_type", "\"CONSENT\"");
    fields.put("resource_id", "\"47b61c52-f007-4c1f-9257-5c2d8f6b444c\"");
    fields.put("action", "\"CREATE\"");
    fields.put("timestamp", "\"2026-09-16T20:41:47.213Z\"");
  }

  VerityRecord with(String field, String json) {
    fields.put(field, json);
    return this;
  }

  VerityRecord without(String field) {
    fields.remove(field);
    return this;
  }

  @Override
  public String toString() {
    return fields.entrySet().stream()
        .map(field -> '"' + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}

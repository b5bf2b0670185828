package io.verity.audit.evidence.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import io.verity.audit.evidence.catalog.ControlDefinition.Expectation;
import io.verity.audit.evidence.catalog.ExpectationSchemas;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holds what was collected against what was expected. */
final class Expectations {

  private static final int CACHED = 1_000;

  /** Compiled once: a report may hold ten thousands of records against the same few. */
  private static final Map<String, JsonSchema> SCHEMAS =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, JsonSchema> eldest) {
              return size() > CACHED;
            }
          });

  private Expectations() {}

  /** In words; null where the expectation is met. */
  static String shortfall(Expectation expectation, JsonNode section) {
    if (!"collected".equals(section.path("status").asText())) {
      return "nothing was collected from this source";
    }
    JsonNode value = section.path("data").at(expectation.pointer());
    if (value.isMissingNode()) {
      return "what was collected has no "
          + (expectation.pointer().isEmpty() ? "data" : expectation.pointer());
    }
    JsonSchema schema =
        SCHEMAS.computeIfAbsent(
            expectation.schema().toString(),
            text -> ExpectationSchemas.compile(expectation.schema()));
    return Shortfalls.words(schema.validate(value));
  }
}

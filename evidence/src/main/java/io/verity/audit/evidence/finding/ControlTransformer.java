package io.verity.audit.evidence.finding;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.evidence.catalog.ControlDefinition;
import io.verity.audit.evidence.catalog.ControlDefinition.Expectation;
import io.verity.audit.evidence.finding.ControlResult.Outcome;
import io.verity.audit.evidence.finding.ControlResult.Shortfall;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Turns the payload of a record into what it says about its control. The same payload, the same
 * result, on any machine.
 */
public final class ControlTransformer {

  /** The section of what somebody uploaded. */
  private static final String UPLOAD = "upload";

  private ControlTransformer() {}

  public static ControlResult transform(ControlDefinition control, JsonNode payload) {
    JsonNode sources = payload.path("sources");
    List<Shortfall> shortfalls = new ArrayList<>();
    int expected = 0;
    for (Expectation expectation : control.expectations()) {
      for (String source : sourcesOf(control, expectation, sources)) {
        expected++;
        String shortfall = Expectations.shortfall(expectation, sources.path(source));
        if (shortfall != null) {
          shortfalls.add(
              new Shortfall(
                  expectation.name(),
                  expectation.title(),
                  source,
                  expectation.severity(),
                  shortfall,
                  expectation.remediation()));
        }
      }
    }
    int met = expected - shortfalls.size();
    return new ControlResult(outcome(met, expected), shortfalls, met, expected);
  }

  /** One that is about every source is about those that have not been heard of, too. */
  private static Iterable<String> sourcesOf(
      ControlDefinition control, Expectation expectation, JsonNode sources) {
    if (expectation.source() != null) {
      return List.of(expectation.source());
    }
    TreeSet<String> names = new TreeSet<>();
    sources.fieldNames().forEachRemaining(names::add);
    control.sources().forEach(source -> names.add(source.source()));
    if (control.isManual()) {
      names.add(UPLOAD);
    }
    return names;
  }

  private static Outcome outcome(int met, int expected) {
    if (expected == 0) {
      return Outcome.COLLECTED;
    } else if (met == expected) {
      return Outcome.PASS;
    }
    return met == 0 ? Outcome.FAIL : Outcome.PARTIAL;
  }
}

package io.verity.audit.control.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.verity.audit.control.http.Json;

/** What the report job's snapshot says of the evidence. */
final class SnapshotRoots {

  private static final String EVIDENCE = "evidenceRoot";

  private SnapshotRoots() {}

  /** The hash of the evidence snapshot; null for a run from before there was any. */
  static String evidence(String snapshotJson) {
    try {
      return Json.MAPPER.readTree(snapshotJson).path(EVIDENCE).textValue();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL gave no JSON", e);
    }
  }
}

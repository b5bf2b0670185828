package io.verity.audit.report;

import io.verity.audit.report.snapshot.SnapshotJson;
import io.verity.audit.store.AccessEntry;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What the access log says of a request: who wanted which report, and what became of it. */
final class AccessEntries {

  static final String COMPLETED = "COMPLETED";
  static final String FAILED = "FAILED";
  static final String REFUSED = "REFUSED";

  private static final String RUN = "report.run";
  private static final String VERIFY = "report.verify";
  private static final String NOBODY = "unnamed";
  private static final String NO_RUN = "no run";

  private AccessEntries() {}

  /**
   * @param runId null where there is none
   */
  static AccessEntry of(ReportRequest request, UUID runId, String outcome) {
    return of(RUN, request, runId, outcome, new TreeMap<>());
  }

  /** Of a run that makes another again, to compare. */
  static AccessEntry ofReplay(ReportRequest request, UUID original, String outcome) {
    Map<String, String> detail = new TreeMap<>();
    detail.put("replay_of", original.toString());
    return of(VERIFY, request, request.runId(), outcome, detail);
  }

  private static AccessEntry of(
      String action,
      ReportRequest request,
      UUID runId,
      String outcome,
      Map<String, String> detail) {
    detail.put("framework", text(request.framework()));
    detail.put("from", request.from().toString());
    detail.put("to", request.to().toString());
    if (request.subject() != null) {
      detail.put("subject", request.subject().toString());
    }
    String actor = text(request.requestedBy());
    return new AccessEntry(
        actor.isBlank() ? NOBODY : actor,
        action,
        runId == null ? NO_RUN : runId.toString(),
        outcome,
        SnapshotJson.write(detail));
  }

  /** PostgreSQL keeps every character but this one. */
  private static String text(String value) {
    return String.valueOf(value).replace("\0", "");
  }
}

package io.verity.audit.control.reports;

import io.javalin.http.Context;
import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.http.Call;
import io.verity.audit.control.http.PathId;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import java.util.UUID;

/**
 * The run that a path names, where there is one for this caller. Another's run, a verification, and
 * none at all are the same to whoever may not see them.
 */
final class RunAccess {

  static final String REPORT = "report";

  private final ReportRuns runs;

  RunAccess(ReportRuns runs) {
    this.runs = runs;
  }

  ReportRun visible(Context ctx) {
    UUID id = PathId.of(ctx, "id", REPORT);
    Call.of(ctx).about(id);
    Caller caller = Caller.of(ctx);
    return runs.find(id)
        .filter(run -> run.replayOf() == null)
        .filter(run -> caller.sees(run.requestedBy()))
        .orElseThrow(() -> PathId.missing(REPORT));
  }
}

package io.verity.audit.control.reports;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.http.Call;
import io.verity.audit.control.http.Json;
import io.verity.audit.control.http.Paged;
import io.verity.audit.control.http.PathId;
import io.verity.audit.control.http.Problem;
import io.verity.audit.control.http.Query;
import io.verity.audit.control.http.RouteTable;
import io.verity.audit.control.http.Routes;
import io.verity.audit.store.ConflictException;
import io.verity.audit.store.Created;
import io.verity.audit.store.IdempotencyException;
import io.verity.audit.store.NewReportRun;
import io.verity.audit.store.Queueing;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunFilter;
import io.verity.audit.store.RunSearch;
import io.verity.audit.store.RunStatus;
import java.util.Set;

/** Asks for reports, shows how they stand, and calls them off. */
public final class ReportRoutes implements Routes {

  static final Set<Role> READERS = Set.of(Role.REQUESTER, Role.AUDITOR, Role.ADMIN);

  private static final Set<String> FILTERS =
      Set.of(
          "status",
          "framework",
          "requested_by",
          "requested_from",
          "requested_to",
          "limit",
          "cursor");

  private final ReportRuns runs;
  private final RunSearch search;
  private final Frameworks frameworks;
  private final RunAccess access;
  private final ReportView view;
  private final int maxAttempts;

  public ReportRoutes(
      ReportRuns runs,
      RunSearch search,
      Frameworks frameworks,
      DownloadLinks links,
      int maxAttempts) {
    this.runs = runs;
    this.search = search;
    this.frameworks = frameworks;
    this.access = new RunAccess(runs);
    this.view = new ReportView(links);
    this.maxAttempts = maxAttempts;
  }

  @Override
  public void register(RouteTable table) {
    table
        .add(
            HandlerType.POST, "/v1/reports", "requestReport", Set.of(Role.REQUESTER), this::request)
        .add(HandlerType.GET, "/v1/reports", "listReports", READERS, this::list)
        .add(HandlerType.GET, "/v1/reports/{id}", "getReport", READERS, this::get)
        .add(
            HandlerType.POST,
            "/v1/reports/{id}/cancel",
            "cancelReport",
            Set.of(Role.REQUESTER, Role.ADMIN),
            this::cancel);
  }

  private void request(Context ctx) {
    Query.of(ctx, Set.of());
    String key = IdempotencyKey.required(ctx);
    ReportRequest request = ReportRequest.read(ctx, frameworks);
    Created created;
    try {
      created =
          runs.createQueued(
              new NewReportRun(
                  null,
                  request.framework(),
                  request.from(),
                  request.to(),
                  request.subject(),
                  request.formats(),
                  request.allowPartial(),
                  Caller.of(ctx).subject(),
                  key,
                  new Queueing(maxAttempts, request.sha256(), null)));
    } catch (IdempotencyException e) {
      throw IdempotencyKey.reused();
    }
    ReportRun run = created.run();
    Call.of(ctx).about(run.id());
    ctx.header("Location", "/v1/reports/" + run.id());
    Json.answer(ctx, 202, view.summary(run));
  }

  private void get(Context ctx) {
    Query.of(ctx, Set.of());
    ReportRun run = access.visible(ctx);
    Json.answer(ctx, 200, view.full(run, runs.artifacts(run.id()), Caller.of(ctx)));
  }

  private void list(Context ctx) {
    Query query = Query.of(ctx, FILTERS);
    Caller caller = Caller.of(ctx);
    String wanted = query.text("requested_by");
    RunFilter filter =
        new RunFilter(
            query.choice("status", RunStatus.class),
            query.text("framework"),
            caller.seesEverything() ? wanted : caller.subject(),
            query.time("requested_from"),
            query.time("requested_to"));
    if (!caller.seesEverything() && wanted != null && !wanted.equals(caller.subject())) {
      throw Problem.forbidden("\"requested_by\" names somebody else, whose reports are theirs");
    }
    Json.answer(
        ctx,
        200,
        Paged.of(query, (limit, cursor) -> search.page(filter, limit, cursor), view::summary));
  }

  private void cancel(Context ctx) {
    Query.of(ctx, Set.of());
    Caller caller = Caller.of(ctx);
    ReportRun run = access.visible(ctx);
    if (!caller.is(Role.ADMIN) && !caller.subject().equals(run.requestedBy())) {
      throw PathId.missing(RunAccess.REPORT);
    }
    try {
      Json.answer(ctx, 202, view.summary(runs.requestCancel(run.id(), caller.subject())));
    } catch (ConflictException e) {
      throw Problem.conflict("the report is made, failed or called off already");
    }
  }
}

package io.verity.audit.control.reports;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.http.Json;
import io.verity.audit.control.http.PathId;
import io.verity.audit.control.http.Problem;
import io.verity.audit.control.http.Query;
import io.verity.audit.control.http.RouteTable;
import io.verity.audit.control.http.Routes;
import io.verity.audit.store.IdempotencyException;
import io.verity.audit.store.NewReportRun;
import io.verity.audit.store.Queueing;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Verifies reports. The work is a run of its own in the queue, a replay, which makes no report; who
 * asks while one is under way shares it.
 */
public final class VerifyRoutes implements Routes {

  private static final Set<Role> VERIFIERS = Set.of(Role.AUDITOR, Role.ADMIN);
  private static final String VERIFICATION = "verification of this report";

  /** Who waits holds a thread of the server; whoever comes beyond these is told where to look. */
  private static final int WAITING = 32;

  private static final long FIRST_POLL_MILLIS = 100;
  private static final long LAST_POLL_MILLIS = 1_000;

  private final ReportRuns runs;
  private final RunAccess access;
  private final PublishedFiles files;
  private final EvidenceLinks evidence;
  private final int maxAttempts;
  private final Semaphore waiting = new Semaphore(WAITING);

  public VerifyRoutes(
      ReportRuns runs, PublishedFiles files, EvidenceLinks evidence, int maxAttempts) {
    this.runs = runs;
    this.access = new RunAccess(runs);
    this.files = files;
    this.evidence = evidence;
    this.maxAttempts = maxAttempts;
  }

  @Override
  public void register(RouteTable table) {
    table
        .add(HandlerType.POST, "/v1/reports/{id}/verify", "verifyReport", VERIFIERS, this::verify)
        .add(
            HandlerType.GET,
            "/v1/reports/{id}/verifications/{verification_id}",
            "getVerification",
            VERIFIERS,
            this::get);
  }

  private void verify(Context ctx) throws InterruptedException {
    Query.of(ctx, Set.of());
    String key = IdempotencyKey.optional(ctx);
    ReportRun run = access.visible(ctx);
    if (run.status() != RunStatus.COMPLETED) {
      throw Problem.conflict(
          "the report is " + run.status() + ": only a COMPLETED one can be verified");
    }
    ReportRun replay = replay(run, Caller.of(ctx).subject(), key);
    replay = await(replay, Preference.wait(ctx));
    int status = Verification.isOver(replay) ? 200 : 202;
    ctx.header("Location", "/v1/reports/" + run.id() + "/verifications/" + replay.id());
    Json.answer(ctx, status, view(run, replay));
  }

  private ReportRun replay(ReportRun run, String who, String key) {
    if (key == null) {
      Optional<ReportRun> underWay =
          runs.replays(run.id()).stream().filter(r -> !Verification.isOver(r)).findFirst();
      if (underWay.isPresent()) {
        return underWay.get();
      }
    }
    String request =
        ReportRequest.sha256(Map.of("operation", "verify", "report_id", run.id().toString()));
    try {
      return runs.createQueued(
              new NewReportRun(
                  null,
                  run.reportType(),
                  run.periodStart(),
                  run.periodEnd(),
                  run.subjectId(),
                  run.formats(),
                  run.allowPartial(),
                  who,
                  key,
                  new Queueing(maxAttempts, request, run.id())))
          .run();
    } catch (IdempotencyException e) {
      throw IdempotencyKey.reused();
    }
  }

  private ReportRun await(ReportRun replay, Duration wait) throws InterruptedException {
    if (wait.isZero() || !waiting.tryAcquire()) {
      return replay;
    }
    try {
      ReportRun now = replay;
      long end = System.nanoTime() + wait.toNanos();
      long pause = FIRST_POLL_MILLIS;
      while (!Verification.isOver(now) && System.nanoTime() < end) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        Thread.sleep(Math.max(1, Math.min(pause, left)));
        pause = Math.min(pause * 2, LAST_POLL_MILLIS);
        now = runs.find(replay.id()).orElseThrow();
      }
      return now;
    } finally {
      waiting.release();
    }
  }

  private void get(Context ctx) {
    Query.of(ctx, Set.of());
    ReportRun run = access.visible(ctx);
    UUID id = PathId.of(ctx, "verification_id", VERIFICATION);
    ReportRun replay =
        runs.find(id)
            .filter(found -> run.id().equals(found.replayOf()))
            .orElseThrow(() -> PathId.missing(VERIFICATION));
    Json.answer(ctx, 200, view(run, replay));
  }

  private Map<String, Object> view(ReportRun run, ReportRun replay) {
    boolean over = Verification.isOver(replay);
    return new Verification(
            run,
            over ? runs.artifacts(run.id()) : List.of(),
            replay,
            over ? runs.artifacts(replay.id()) : List.of(),
            files::sha256,
            over ? evidence.of(run, replay.id()) : List.of())
        .view();
  }
}

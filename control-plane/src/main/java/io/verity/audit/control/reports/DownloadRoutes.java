package io.verity.audit.control.reports;

import io.javalin.http.Context;
import io.verity.audit.control.http.Call;
import io.verity.audit.control.http.PathId;
import io.verity.audit.control.http.Problem;
import io.verity.audit.control.http.Query;
import io.verity.audit.control.http.RouteTable;
import io.verity.audit.control.http.Routes;
import io.verity.audit.control.http.Text;
import io.verity.audit.store.Artifact;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunStatus;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;

/**
 * Gives out the files of a report: whole or in part, and only such as have still the size that was
 * published. That the bytes are the published ones is for the reader to check by the ETag, which is
 * the SHA-256 of the row, and for verify.
 */
public final class DownloadRoutes implements Routes {

  private static final Set<String> PARAMETERS = Set.of("format", "expires", "subject", "signature");
  private static final int SHOWN = 64;

  private final ReportRuns runs;
  private final RunAccess access;
  private final PublishedFiles files;

  public DownloadRoutes(ReportRuns runs, PublishedFiles files) {
    this.runs = runs;
    this.access = new RunAccess(runs);
    this.files = files;
  }

  @Override
  public void register(RouteTable table) {
    table.addLinked(
        "/v1/reports/{id}/download", "downloadReport", ReportRoutes.READERS, this::download);
  }

  private void download(Context ctx) throws IOException {
    Query query = Query.of(ctx, PARAMETERS);
    ReportRun run = run(ctx);
    String format = query.text("format");
    if (format == null) {
      throw Problem.badRequest(
          "the parameter \"format\" is missing: this report has " + run.formats());
    }
    if (run.status() != RunStatus.COMPLETED) {
      throw Problem.conflict("the report is " + run.status() + ": there is nothing to download");
    }
    Artifact artifact =
        runs.artifacts(run.id()).stream()
            .filter(one -> one.format().equals(format))
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "the report has no \"%s\"; it has %s"
                            .formatted(Text.printable(format, SHOWN), run.formats())));
    send(ctx, run, artifact);
  }

  /** A signed link was checked by the gate, and is for this very run. */
  private ReportRun run(Context ctx) {
    if (ctx.queryParam("signature") == null) {
      return access.visible(ctx);
    }
    UUID id = PathId.of(ctx, "id", RunAccess.REPORT);
    Call.of(ctx).about(id);
    return runs.find(id).orElseThrow(() -> PathId.missing(RunAccess.REPORT));
  }

  private void send(Context ctx, ReportRun run, Artifact artifact) throws IOException {
    String etag = '"' + artifact.sha256() + '"';
    PublishedFiles.Source source = files.find(artifact);
    ctx.header("ETag", etag)
        .header("Accept-Ranges", "bytes")
        .header("Cache-Control", "private, no-cache")
        .header("Content-Disposition", "attachment; filename=\"" + name(run, artifact) + "\"");
    if (matches(ctx.header("If-None-Match"), etag)) {
      ctx.status(304);
      return;
    }
    String ifRange = ctx.header("If-Range");
    boolean ranged = ifRange == null || ifRange.strip().equals(etag);
    ByteRange range = ranged ? ByteRange.parse(ctx.header("Range"), artifact.bytes()) : null;
    if (range == null) {
      range = new ByteRange(0, artifact.bytes() - 1);
      ctx.status(200);
    } else {
      ctx.status(206)
          .header(
              "Content-Range",
              "bytes %d-%d/%d".formatted(range.first(), range.last(), artifact.bytes()));
    }
    ctx.contentType(mediaType(artifact.format()));
    ctx.header("Content-Length", Long.toString(range.length()));
    if (!ctx.req().getMethod().equals("HEAD")) {
      try {
        ctx.result(source.open(range.first(), range.length()));
      } catch (IOException e) {
        throw OutputFolder.gone();
      }
    }
  }

  private static boolean matches(String header, String etag) {
    if (header == null) {
      return false;
    }
    for (String one : header.split(",")) {
      String tag = one.strip();
      if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
        return true;
      }
    }
    return false;
  }

  private static String mediaType(String format) {
    return switch (format) {
      case "pdf" -> "application/pdf";
      case "json" -> "application/json";
      case "csv" -> "application/zip";
      default -> "application/octet-stream";
    };
  }

  /** Of letters and digits alone: nothing that a header or a file system reads otherwise. */
  private static String name(ReportRun run, Artifact artifact) {
    String type = run.reportType().replaceAll("[^A-Za-z0-9_-]", "_");
    String format = artifact.format().replaceAll("[^A-Za-z0-9]", "_");
    return type + "-" + run.id() + "." + (format.equals("csv") ? "zip" : format);
  }
}

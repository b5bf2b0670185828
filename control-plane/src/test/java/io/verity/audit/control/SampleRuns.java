package io.verity.audit.control;

import io.verity.audit.store.Artifact;
import io.verity.audit.store.Database;
import io.verity.audit.store.NewReportRun;
import io.verity.audit.store.PinnedSnapshot;
import io.verity.audit.store.ReportRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Runs as the report job leaves them, made by its account, with real files. */
public final class SampleRuns {

  public static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
  public static final Instant END = Instant.parse("2026-10-01T00:00:00Z");
  public static final String REQUEST =
      "{\"framework\": \"sox\", \"period_start\": \"2026-07-01\", \"period_end\": \"2026-10-01\","
          + " \"formats\": [\"pdf\", \"json\"]}";

  private static final String ROOT = "ab".repeat(32);

  private SampleRuns() {}

  /** A completed report of json and pdf. */
  public static UUID completed(TestPlane plane, String requester) {
    return completed(plane, requester, content("pdf"));
  }

  /** A completed report with this as its pdf. */
  public static UUID completed(TestPlane plane, String requester, byte[] pdf) {
    return completed(
        plane,
        requester,
        id -> List.of(write(plane, id, "json", content("json")), write(plane, id, "pdf", pdf)));
  }

  /** A completed report whose files are wherever they were put. */
  public static UUID completed(
      TestPlane plane, String requester, Function<UUID, List<Artifact>> files) {
    try (Database database = plane.database("reporter")) {
      ReportRuns runs = new ReportRuns(database);
      UUID id =
          runs.create(
                  new NewReportRun(
                      null,
                      "sox",
                      START,
                      END,
                      null,
                      List.of("json", "pdf"),
                      false,
                      requester,
                      null))
              .id();
      int attempt = runs.claim(id);
      runs.pinSnapshot(id, attempt, new PinnedSnapshot("{}", ROOT, ROOT, ROOT, 1));
      runs.complete(id, attempt, files.apply(id), null, () -> {});
      return id;
    }
  }

  /** Completes a run that waits in the queue, as a job does that publishes. */
  public static void complete(TestPlane plane, UUID id) {
    try (Database database = plane.database("reporter")) {
      complete(plane, new ReportRuns(database), id, begin(plane, id));
    }
  }

  /** Fails a run that waits in the queue, for good. */
  public static void fail(TestPlane plane, UUID id, String reason) {
    try (Database database = plane.database("reporter")) {
      new ReportRuns(database).fail(id, begin(plane, id), reason, false);
    }
  }

  /** Ends a verification: the files it makes have this content, and are not kept. */
  public static void completeReplay(TestPlane plane, UUID id, byte[] json, byte[] pdf) {
    try (Database database = plane.database("reporter")) {
      ReportRuns runs = new ReportRuns(database);
      int attempt = begin(plane, id);
      runs.pinSnapshot(id, attempt, new PinnedSnapshot("{}", ROOT, ROOT, ROOT, 1));
      runs.complete(
          id,
          attempt,
          List.of(
              new Artifact("json", "", sha256(json), json.length),
              new Artifact("pdf", "", sha256(pdf), pdf.length)),
          null,
          () -> {});
    }
  }

  /** As the queue does, but this very run. */
  private static int begin(TestPlane plane, UUID id) {
    return Integer.parseInt(
        plane.sql(
            "UPDATE report_runs SET status = 'PROCESSING', attempt = attempt + 1,"
                + " started_at = clock_timestamp(), lease_owner = 'test',"
                + " lease_until = clock_timestamp() + interval '1 hour' WHERE id = '"
                + id
                + "' RETURNING attempt"));
  }

  private static void complete(TestPlane plane, ReportRuns runs, UUID id, int attempt) {
    runs.pinSnapshot(id, attempt, new PinnedSnapshot("{}", ROOT, ROOT, ROOT, 1));
    List<Artifact> artifacts =
        List.of(write(plane, id, "json", content("json")), write(plane, id, "pdf", content("pdf")));
    runs.complete(id, attempt, artifacts, null, () -> {});
  }

  /** What a file of a completed run holds. */
  public static byte[] content(String format) {
    String text =
        format.equals("json") ? "{\"report\": \"sox\"}" : "%PDF-1.7 " + "page ".repeat(999);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static Path file(TestPlane plane, UUID id, String format) {
    return plane.outputDir().resolve(id + "." + format);
  }

  private static Artifact write(TestPlane plane, UUID id, String format, byte[] content) {
    try {
      Path file = Files.write(file(plane, id, format), content).toAbsolutePath();
      return new Artifact(format, file.toString(), sha256(content), content.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

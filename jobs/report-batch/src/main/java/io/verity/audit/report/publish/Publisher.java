package io.verity.audit.report.publish;

import io.verity.audit.report.ReportException;
import io.verity.audit.report.ReportProgress;
import io.verity.audit.report.RunPhase;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.metrics.ReporterMetrics;
import io.verity.audit.report.render.Renderer;
import io.verity.audit.report.render.Renderers;
import io.verity.audit.store.AccessLog;
import io.verity.audit.store.Artifact;
import io.verity.audit.store.Database;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunStatus;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a report's files and gives them their names.
 *
 * <p>Each is written under a hidden name beside its place, forced to disk, and read back: what is
 * recorded is the hash of what the disk returned. The names are changed inside the transaction that
 * makes the run COMPLETED, while the run is locked: nobody sees a half file, a file of a failed
 * run, or the file of an attempt that was overtaken. With an object store, each is locked there
 * before; whether a copy stays in the folder is the destination's to say.
 */
public final class Publisher {

  private final Destination destination;

  public Publisher(Destination destination) {
    this.destination = destination;
  }

  /** Publishes the report in these formats, or leaves nothing. */
  public void publish(ReportContent content, List<String> formats, Path scratch) {
    Map<String, WrittenFile> written = new LinkedHashMap<>();
    try (Database database = new Database(destination.database())) {
      RunPhase.RENDERING.tell(new ReportRuns(database), destination.runId(), destination.attempt());
      write(content, formats, scratch, written);
      record(database, written);
    } catch (IOException e) {
      throw ReportException.passing(
          "the report can't be written into "
              + (destination.isInFolder() ? destination.folder() : "the scratch folder")
              + ": "
              + FileErrors.reason(e),
          e);
    } finally {
      written.values().forEach(WrittenFile::deleteTemporary);
    }
    if (destination.kept()) {
      count(content.definition().framework(), formats);
    }
  }

  private void count(String framework, List<String> formats) {
    formats.forEach(f -> ReporterMetrics.shared().generated(framework, f));
    ReporterMetrics.shared()
        .took(Duration.between(destination.claimedAt(), Instant.now()).toNanos());
  }

  private void write(
      ReportContent content, List<String> formats, Path scratch, Map<String, WrittenFile> written)
      throws IOException {
    if (destination.isInFolder()) {
      deleteLeftOvers(Files.createDirectories(Path.of(destination.folder())));
    }
    for (Renderer renderer : Renderers.forFormats(formats)) {
      ReportProgress.step(destination.runId(), "rendering " + renderer.format());
      Path temporary = destination.temporary(renderer.format(), scratch);
      WrittenFile file =
          new WrittenFile(temporary, destination.file(renderer), renderer.fileExtension());
      written.put(renderer.format(), file);
      Renderers.toFile(renderer, content, scratch, temporary);
      file.forceAndReadBack();
    }
  }

  private void deleteLeftOvers(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, destination::isLeftOver)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void record(Database database, Map<String, WrittenFile> written) {
    ReportRuns runs = new ReportRuns(database);
    ReportRun run = runs.find(destination.runId()).orElseThrow();
    if (run.status() == RunStatus.COMPLETED && run.attempt() == destination.attempt()) {
      requireSame(runs.artifacts(run.id()), written);
      new AccessLog(database).record(destination.access().withOutcome("REPLAYED"));
      written.values().forEach(WrittenFile::moveIntoPlace);
      return;
    }
    ReportProgress.step(destination.runId(), "publishing");
    RunPhase.PUBLISHING.tell(runs, destination.runId(), destination.attempt());
    List<Artifact> artifacts = artifacts(written);
    runs.complete(
        destination.runId(),
        destination.attempt(),
        artifacts,
        destination.access(),
        () -> moveAll(written.values()));
  }

  private List<Artifact> artifacts(Map<String, WrittenFile> written) {
    List<Artifact> artifacts = new ArrayList<>();
    if (!destination.isLocked()) {
      written.forEach((format, file) -> artifacts.add(file.artifact(format)));
      return artifacts;
    }
    try (LockedCopies copies = new LockedCopies(destination)) {
      written.forEach((format, file) -> artifacts.add(copies.put(format, file)));
    }
    return artifacts;
  }

  /** All of them or none: the run is not completed yet, so that nobody has read any. */
  private static void moveAll(Collection<WrittenFile> written) {
    List<WrittenFile> moved = new ArrayList<>();
    try {
      for (WrittenFile file : written) {
        file.moveIntoPlace();
        moved.add(file);
      }
    } catch (ReportException e) {
      moved.forEach(WrittenFile::withdraw);
      throw e;
    }
  }

  /**
   * The run is completed already, because it is replayed, or because this attempt completed it and
   * the answer was lost: what was made now must be what was published then.
   */
  private void requireSame(List<Artifact> published, Map<String, WrittenFile> written) {
    for (Artifact then : published) {
      WrittenFile now = written.get(then.format());
      if (now != null && !now.sha256().equals(then.sha256())) {
        throw new ReportException(
            "run "
                + destination.runId()
                + " was published with another "
                + then.format()
                + " (sha256 "
                + then.sha256()
                + ") than its snapshot gives now ("
                + now.sha256()
                + "): nothing was published; the trail, the reference data or this program changed");
      }
    }
  }
}

package io.verity.audit.control.reports;

import io.verity.audit.store.Artifact;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares a report with what its snapshot gives now. The files are hashed again from the disk; the
 * replay proves every batch root of the snapshot before it computes, and gives the hashes of what
 * it rendered.
 */
final class Verification {

  /** As the report job says it, where a Merkle root is not what the ledger has. */
  private static final String TAMPERED = "tampered";

  private final ReportRun run;
  private final List<Artifact> published;
  private final ReportRun replay;
  private final Map<String, String> rendered;
  private final Function<Artifact, String> hashOfFile;

  /**
   * @param rendered what the replay recorded
   * @param hashOfFile null for a file that is not there
   */
  Verification(
      ReportRun run,
      List<Artifact> published,
      ReportRun replay,
      List<Artifact> rendered,
      Function<Artifact, String> hashOfFile) {
    this.run = run;
    this.published = published;
    this.replay = replay;
    this.rendered = rendered.stream().collect(Collectors.toMap(Artifact::format, Artifact::sha256));
    this.hashOfFile = hashOfFile;
  }

  Map<String, Object> view() {
    List<VerifiedLink> links = links();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("report_id", run.id());
    view.put("verification_id", replay.id());
    view.put("status", isOver() ? replay.status() : RunStatus.PROCESSING);
    view.put("verified", verified(links));
    view.put("requested_by", replay.requestedBy());
    view.put("requested_at", replay.requestedAt());
    view.put("finished_at", replay.finishedAt());
    view.put("error", replay.status() == RunStatus.FAILED ? replay.error() : null);
    view.put("links", links);
    return view;
  }

  static boolean isOver(ReportRun replay) {
    return replay.status() == RunStatus.COMPLETED || replay.status() == RunStatus.FAILED;
  }

  private boolean isOver() {
    return isOver(replay);
  }

  /** True where every link holds, false where one does not, null where that can't be said. */
  private Boolean verified(List<VerifiedLink> links) {
    if (!isOver()) {
      return null;
    }
    if (links.stream().anyMatch(link -> Boolean.FALSE.equals(link.ok()))) {
      return false;
    }
    return links.stream().allMatch(link -> Boolean.TRUE.equals(link.ok())) ? true : null;
  }

  private List<VerifiedLink> links() {
    List<VerifiedLink> links = new ArrayList<>();
    if (!isOver()) {
      return links;
    }
    for (Artifact artifact : published) {
      String actual = hashOfFile.apply(artifact);
      links.add(
          new VerifiedLink(
              "artifact:" + artifact.format(),
              artifact.sha256().equals(actual),
              artifact.sha256(),
              actual,
              actual == null
                  ? "the file is not where it was published"
                  : artifact.sha256().equals(actual)
                      ? null
                      : "the file is not as it was published"));
    }
    published.forEach(artifact -> links.add(replayed(artifact)));
    links.add(batchRoots());
    return links;
  }

  private VerifiedLink replayed(Artifact artifact) {
    String link = "replay:" + artifact.format();
    if (replay.status() == RunStatus.FAILED) {
      return new VerifiedLink(
          link, null, artifact.sha256(), null, "the report could not be made again");
    }
    String actual = rendered.get(artifact.format());
    boolean same = Objects.equals(artifact.sha256(), actual);
    return new VerifiedLink(
        link,
        same,
        artifact.sha256(),
        actual,
        same ? null : "made again from its snapshot, the report has other bytes");
  }

  private VerifiedLink batchRoots() {
    if (replay.status() == RunStatus.COMPLETED) {
      return new VerifiedLink("batch_roots", true, null, null, null);
    }
    String error = String.valueOf(replay.error());
    return new VerifiedLink(
        "batch_roots", error.contains(TAMPERED) ? false : null, null, null, error);
  }
}

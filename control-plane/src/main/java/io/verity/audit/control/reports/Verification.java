package io.verity.audit.control.reports;

import io.verity.audit.evidence.object.ObjectStoreException;
import io.verity.audit.store.Artifact;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.RunFailure;
import io.verity.audit.store.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares a report with what its snapshot gives now. The files are hashed again from where they
 * are kept, and so is the evidence; the replay proves every batch root of the snapshot before it
 * computes, and gives the hashes of what it rendered.
 */
final class Verification {

  private static final String BATCH_ROOTS = "batch_roots";

  private final ReportRun run;
  private final List<Artifact> published;
  private final ReportRun replay;
  private final Map<String, String> rendered;
  private final Function<Artifact, Optional<String>> hashOfFile;
  private final List<VerifiedLink> evidence;

  /**
   * @param rendered what the replay recorded
   * @param hashOfFile empty for a file that is not there
   * @param evidence links to it
   */
  Verification(
      ReportRun run,
      List<Artifact> published,
      ReportRun replay,
      List<Artifact> rendered,
      Function<Artifact, Optional<String>> hashOfFile,
      List<VerifiedLink> evidence) {
    this.evidence = evidence;
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
    published.forEach(artifact -> links.add(kept(artifact)));
    published.forEach(artifact -> links.add(replayed(artifact)));
    links.addAll(evidence);
    links.add(batchRoots());
    return links;
  }

  private VerifiedLink kept(Artifact artifact) {
    String link = "artifact:" + artifact.format();
    String expected = artifact.sha256();
    try {
      String actual = hashOfFile.apply(artifact).orElse(null);
      String wrong =
          actual == null
              ? "the file is not where it was published"
              : expected.equals(actual) ? null : "the file is not as it was published";
      return new VerifiedLink(link, wrong == null, expected, actual, wrong);
    } catch (ObjectStoreException e) {
      return new VerifiedLink(link, null, expected, null, e.getMessage());
    }
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

  /** The job proves the roots before anything else. */
  private VerifiedLink batchRoots() {
    boolean proved =
        replay.status() == RunStatus.COMPLETED || RunFailure.EVIDENCE_TAMPERED.isReasonOf(replay);
    if (proved) {
      return new VerifiedLink(BATCH_ROOTS, true, null, null, null);
    }
    return new VerifiedLink(
        BATCH_ROOTS,
        RunFailure.TRAIL_TAMPERED.isReasonOf(replay) ? false : null,
        null,
        null,
        replay.error());
  }
}

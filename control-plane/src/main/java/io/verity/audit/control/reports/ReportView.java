package io.verity.audit.control.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.http.Json;
import io.verity.audit.control.reports.DownloadLinks.Link;
import io.verity.audit.store.Artifact;
import io.verity.audit.store.PinnedSnapshot;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run as the API shows it. */
final class ReportView {

  private final DownloadLinks links;

  ReportView(DownloadLinks links) {
    this.links = links;
  }

  /** What a list shows: everything but the files. */
  Map<String, Object> summary(ReportRun run) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", run.id());
    view.put("status", run.status());
    view.put("framework", run.reportType());
    view.put("period_start", run.periodStart());
    view.put("period_end", run.periodEnd());
    view.put("formats", run.formats());
    view.put("scope", run.subjectId() == null ? null : Map.of("subject", run.subjectId()));
    view.put("allow_partial", run.allowPartial());
    view.put("requested_by", run.requestedBy());
    view.put("requested_at", run.requestedAt());
    view.put("started_at", run.startedAt());
    view.put("finished_at", run.finishedAt());
    view.put("attempt", run.attempt());
    view.put("failures", run.failures());
    view.put("cancel_requested_by", run.cancelRequestedBy());
    view.put("progress", progress(run));
    view.put("error", run.error());
    view.put("snapshot_root", run.snapshot() == null ? null : run.snapshot().root());
    return view;
  }

  Map<String, Object> full(ReportRun run, List<Artifact> artifacts, Caller caller) {
    Map<String, Object> view = summary(run);
    PinnedSnapshot pinned = run.snapshot();
    view.put("pack_sha256", pinned == null ? null : pinned.packSha256());
    view.put("template_sha256", pinned == null ? null : pinned.templateSha256());
    view.put("reference_revision", pinned == null ? null : pinned.referenceRevision());
    view.put("output_sha256", run.outputSha256());
    List<Map<String, Object>> files = new ArrayList<>();
    if (run.status() == RunStatus.COMPLETED) {
      for (Artifact artifact : artifacts) {
        files.add(file(run, artifact, caller));
      }
    }
    view.put("artifacts", files);
    return view;
  }

  private Map<String, Object> file(ReportRun run, Artifact artifact, Caller caller) {
    Link link = links.link(run.id(), artifact.format(), caller.subject());
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("format", artifact.format());
    file.put("sha256", artifact.sha256());
    file.put("bytes", artifact.bytes());
    file.put("object_key", artifact.objectKey());
    file.put("object_version_id", artifact.objectVersionId());
    file.put("download_url", link.url());
    file.put("expires_at", link.expiresAt());
    return file;
  }

  /** Of a run that is over, nothing goes on any more. */
  private static JsonNode progress(ReportRun run) {
    if (run.progress() == null
        || run.status() == RunStatus.COMPLETED
        || run.status() == RunStatus.FAILED) {
      return null;
    }
    try {
      JsonNode progress = Json.MAPPER.readTree(run.progress());
      return progress.isObject() ? progress : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}

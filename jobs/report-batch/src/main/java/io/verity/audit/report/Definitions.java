package io.verity.audit.report;

import io.verity.audit.report.content.ReportDefinition;
import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.snapshot.Snapshot;
import io.verity.audit.report.snapshot.SnapshotJson;
import java.util.Map;
import java.util.TreeMap;

/** What a report is of, and the hash that names it. */
final class Definitions {

  private Definitions() {}

  static ReportDefinition of(ReportRequest request, Pack pack, Snapshot snapshot, String renderer) {
    String root = SnapshotJson.root(snapshot);
    Map<String, Object> definition = new TreeMap<>();
    definition.put("framework", request.framework());
    definition.put("period_start", request.from());
    definition.put("period_end", request.to());
    definition.put("subject", request.subject());
    definition.put("snapshot_root", root);
    definition.put("pack_sha256", pack.sha256());
    definition.put("renderer", renderer);
    return new ReportDefinition(
        request.framework(),
        request.from(),
        request.to(),
        request.subject(),
        root,
        snapshot.dataCutOff(),
        snapshot.batches(),
        pack.sha256(),
        renderer,
        SnapshotJson.sha256(definition));
  }
}

package io.verity.audit.control.reports;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStoreException;
import io.verity.audit.evidence.record.CheckedLink;
import io.verity.audit.evidence.record.RecordCheck;
import io.verity.audit.evidence.snapshot.EvidenceSnapshot;
import io.verity.audit.evidence.snapshot.PinnedRecord;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import io.verity.audit.store.PinnedSnapshot;
import io.verity.audit.store.ReportRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The part of the chain that leads to the evidence: the snapshot of it, and for every record that
 * it names the payload in the database and the object in the store, both hashed again. None of it
 * waits for the replay, which may fail by the very thing that is to be found.
 */
public final class EvidenceLinks {

  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final int REMEMBERED_COUNT = 100;

  /** No payload of something that was collected. */
  private static final String GONE = "{}";

  private final EvidenceRecords records;
  private final ObjectStore store;

  /** Thousands of objects are not read again for each look at a verification that is over. */
  private final Cache<UUID, List<VerifiedLink>> seen =
      Caffeine.newBuilder().maximumSize(REMEMBERED_COUNT).expireAfterWrite(REMEMBERED).build();

  /**
   * @param store null where there is none; closed by whoever opened it
   */
  public EvidenceLinks(EvidenceRecords records, ObjectStore store) {
    this.records = records;
    this.store = store;
  }

  /** As they were when this verification was first seen to be over, and all could be looked at. */
  List<VerifiedLink> of(ReportRun run, UUID verification) {
    List<VerifiedLink> links = seen.get(verification, id -> links(run.snapshot()));
    if (links.stream().anyMatch(link -> link.ok() == null)) {
      seen.invalidate(verification);
    }
    return links;
  }

  private List<VerifiedLink> links(PinnedSnapshot pinned) {
    String root = pinned == null ? null : SnapshotRoots.evidence(pinned.json());
    if (root == null && (pinned == null || pinned.evidenceJson() == null)) {
      return List.of();
    }
    VerifiedLink snapshot = snapshot(root, pinned.evidenceJson());
    List<VerifiedLink> links = new ArrayList<>(List.of(snapshot));
    try {
      links.addAll(records(EvidenceSnapshot.read(String.valueOf(pinned.evidenceJson()))));
    } catch (IllegalArgumentException e) {
      String why = "the evidence snapshot can't be read, so nothing says which records to look at";
      links.add(EvidenceTally.unseen(EvidenceTally.PAYLOAD, why));
      links.add(EvidenceTally.unseen(EvidenceTally.OBJECT, why));
    }
    return List.copyOf(links);
  }

  private static VerifiedLink snapshot(String expected, String json) {
    String actual = hash(json);
    boolean ok = expected != null && expected.equals(actual);
    return new VerifiedLink(
        "evidence_snapshot",
        ok,
        expected,
        actual,
        ok ? null : "the evidence snapshot is not the one that the report was made of");
  }

  private static String hash(String json) {
    try {
      return json == null ? null : EvidenceSnapshot.root(json);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private List<VerifiedLink> records(EvidenceSnapshot snapshot) {
    String away = whyAway();
    EvidenceTally tally = new EvidenceTally();
    for (PinnedRecord record : snapshot.records()) {
      if (record.isCollected()) {
        tally.add(record, check(record, away == null));
      }
    }
    return tally.links(away);
  }

  private List<CheckedLink> check(PinnedRecord pinned, boolean objects) {
    String payload = records.find(pinned.id()).map(EvidenceRecord::rawPayload).orElse(GONE);
    return RecordCheck.check(
        payload,
        pinned.contentHash(),
        objects ? pinned.objectKey() : null,
        pinned.objectVersionId(),
        store);
  }

  /** A store that is away proves nothing, neither good nor bad. */
  private String whyAway() {
    if (store == null) {
      return "no object store is configured";
    }
    try {
      store.check();
      return null;
    } catch (ObjectStoreException e) {
      return e.getMessage();
    }
  }
}

package io.verity.audit.control.reports;

import io.verity.audit.evidence.record.CheckedLink;
import io.verity.audit.evidence.snapshot.PinnedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Counts checked records, and names those that are broken. */
final class EvidenceTally {

  static final String PAYLOAD = "evidence_payload";
  static final String OBJECT = "evidence_object";
  private static final String RECORD = "evidence:";

  /** An answer has an end; the counts say how many there are. */
  private static final int NAMED = 1_000;

  private final List<VerifiedLink> broken = new ArrayList<>();
  private int records;
  private int payloadsOk;
  private int objectsOk;

  void add(PinnedRecord record, List<CheckedLink> links) {
    records++;
    List<CheckedLink> wrong = links.stream().filter(link -> !link.ok()).toList();
    payloadsOk += isOk(links, CheckedLink.PAYLOAD) ? 1 : 0;
    objectsOk += isOk(links, CheckedLink.OBJECT) ? 1 : 0;
    if (!wrong.isEmpty() && broken.size() < NAMED) {
      broken.add(
          new VerifiedLink(
              RECORD + record.id(),
              false,
              record.contentHash(),
              wrong.get(0).actual(),
              wrong.stream()
                  .map(link -> link.link() + ": " + link.detail())
                  .collect(Collectors.joining(" "))));
    }
  }

  /**
   * @param away why no object could be looked at; null where they were
   */
  List<VerifiedLink> links(String away) {
    List<VerifiedLink> links = new ArrayList<>();
    links.add(summary(PAYLOAD, payloadsOk));
    links.add(away == null ? summary(OBJECT, objectsOk) : objectsUnseen(away));
    links.addAll(broken);
    return links;
  }

  static VerifiedLink unseen(String link, String why) {
    return new VerifiedLink(link, null, null, null, why);
  }

  private VerifiedLink objectsUnseen(String away) {
    return records == 0 ? summary(OBJECT, 0) : unseen(OBJECT, away);
  }

  private VerifiedLink summary(String link, int ok) {
    return new VerifiedLink(
        link, ok == records, null, null, ok + " of " + records + " records are as collected");
  }

  private static boolean isOk(List<CheckedLink> links, String name) {
    return links.stream().anyMatch(link -> link.link().equals(name) && link.ok());
  }
}

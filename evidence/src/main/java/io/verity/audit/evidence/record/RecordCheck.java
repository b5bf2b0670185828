package io.verity.audit.evidence.record;

import io.verity.audit.evidence.json.CanonicalJson;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recomputes what a record's {@code content_hash} says. Links can break apart from each other:
 *
 * <pre>
 * content_hash -- payload: SHA-256 of the canonical form of the database's raw_payload
 *              \- object:  SHA-256 of the bytes that the object store gives for the version pinned
 * file_sha256 --- attachment: the same, of the file that a person handed in
 * </pre>
 *
 * Neither relies on what anybody noted of an earlier check; the object's bytes are read again.
 */
public final class RecordCheck {

  private RecordCheck() {}

  /**
   * @param key null where the record has no object, as it was not collected
   * @param store null where this program reaches none
   * @return the payload's link, then the object's and that of its file, where there are such
   */
  public static List<CheckedLink> check(
      String rawPayload, String contentHash, String key, String versionId, ObjectStore store) {
    List<CheckedLink> links = new ArrayList<>();
    links.add(payload(rawPayload, contentHash));
    if (key != null) {
      links.add(object(CheckedLink.OBJECT, contentHash, key, versionId, store));
      Attachment.of(rawPayload)
          .map(
              file ->
                  object(
                      CheckedLink.ATTACHMENT,
                      file.sha256(),
                      file.objectKey(),
                      file.versionId(),
                      store))
          .ifPresent(links::add);
    }
    return List.copyOf(links);
  }

  private static CheckedLink payload(String rawPayload, String expected) {
    try {
      String actual = CanonicalJson.sha256(CanonicalJson.bytes(rawPayload));
      boolean ok = actual.equals(expected);
      return new CheckedLink(
          CheckedLink.PAYLOAD,
          ok,
          expected,
          actual,
          ok ? null : "The payload in the database is not the one that was collected.");
    } catch (IllegalArgumentException e) {
      return new CheckedLink(
          CheckedLink.PAYLOAD,
          false,
          expected,
          null,
          "The payload in the database has no canonical form: " + e.getMessage());
    }
  }

  private static CheckedLink object(
      String link, String expected, String key, String versionId, ObjectStore store) {
    if (store == null) {
      return unread(link, expected, "No object store is configured, so the object can't be read.");
    }
    Optional<String> actual;
    try {
      actual = store.sha256(key, versionId);
    } catch (ObjectStoreException e) {
      return unread(link, expected, "The object can't be read: " + e.getMessage());
    }
    if (actual.isEmpty()) {
      return unread(
          link, expected, "Version %s of object %s is missing.".formatted(versionId, key));
    }
    boolean ok = actual.get().equals(expected);
    return new CheckedLink(
        link,
        ok,
        expected,
        actual.get(),
        ok ? null : "Version %s of object %s is not what was collected.".formatted(versionId, key));
  }

  private static CheckedLink unread(String link, String expected, String detail) {
    return new CheckedLink(link, false, expected, null, detail);
  }
}

package io.verity.audit.control.reports;

/**
 * One link of the chain from the trail to a file.
 *
 * @param link artifact:FORMAT, replay:FORMAT, evidence_snapshot, evidence_payload, evidence_object,
 *     evidence:RECORD-ID for a record that is broken, or batch_roots
 * @param ok null where it could not be seen
 * @param expected hash, where there is one
 * @param actual hash, where there is one
 * @param detail for a person; null where there is nothing to add
 */
record VerifiedLink(String link, Boolean ok, String expected, String actual, String detail) {}

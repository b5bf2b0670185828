package io.verity.audit.store;

/**
 * Evidence that was asked for.
 *
 * @param isNew false where there was a record of this control and period before
 */
public record CreatedEvidence(EvidenceRecord record, boolean isNew) {}

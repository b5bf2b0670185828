package io.verity.audit.store;

import java.time.Instant;

/** Something that happened to a record of evidence. */
public record CustodyEntry(long id, Instant at, String actor, String action, String detailJson) {}

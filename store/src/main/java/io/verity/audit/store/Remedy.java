package io.verity.audit.store;

/** What a person has to change before PostgreSQL lets somebody in. */
enum Remedy {
  NONE,
  LOGIN,
  /** The authorities that are trusted. */
  CERTIFICATES,
  /** The address, or how it says that TLS is wanted. */
  URL
}

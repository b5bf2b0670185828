package io.verity.audit.report.scenario;

/**
 * A line of principals.csv, as far as metrics ask for it; times in milliseconds.
 *
 * @param terminatedAt null for who is still there
 */
public record Principal(
    String id, String kind, String name, long hiredAt, Long terminatedAt, boolean privileged) {

  boolean isActiveAt(long end) {
    return hiredAt < end && (terminatedAt == null || terminatedAt >= end);
  }
}

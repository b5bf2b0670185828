package io.verity.audit.store;

/**
 * What an import did.
 *
 * @param principals null where none were given
 * @param assets null where none were given
 * @param revision the reference data's revision now: a new one only if something changed
 */
public record ImportResult(Counts principals, Counts assets, long revision) {

  /** Of one file. */
  public record Counts(long rows, long inserted, long updated, long unchanged) {

    boolean isChange() {
      return inserted > 0 || updated > 0;
    }
  }
}

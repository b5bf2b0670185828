package io.verity.audit.evidence.record;

/**
 * A link of the chain from a record to what was collected, and whether it holds.
 *
 * @param link {@code payload}, {@code object} or {@code attachment}
 * @param expected SHA-256 that the record has
 * @param actual what was found instead or as well; null where nothing was found
 * @param detail for a person; null where the link holds
 */
public record CheckedLink(String link, boolean ok, String expected, String actual, String detail) {

  /** The payload in the database. */
  public static final String PAYLOAD = "payload";

  /** The version of the object in the object store. */
  public static final String OBJECT = "object";

  /** The version of the file that a person handed in. */
  public static final String ATTACHMENT = "attachment";
}

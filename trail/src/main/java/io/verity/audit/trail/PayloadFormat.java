package io.verity.audit.trail;

/**
 * The ClickHouse format that a batch's rows are sent in. Events go as one Native block, which the
 * server takes in at about half the CPU of RowBinary; rejects, which are few and odd, as RowBinary.
 */
public enum PayloadFormat {
  NATIVE("Native"),
  ROW_BINARY("RowBinary");

  private final String clickHouseName;

  PayloadFormat(String clickHouseName) {
    this.clickHouseName = clickHouseName;
  }

  public String clickHouseName() {
    return clickHouseName;
  }

  public static PayloadFormat of(TrailTable table) {
    return table == TrailTable.AUDIT ? NATIVE : ROW_BINARY;
  }
}

package io.verity.audit.report.render.pdf;

import io.verity.audit.report.pack.Pack.ColumnType;
import java.util.regex.Pattern;

/** Ids and hashes in the narrow face, everything else in the ordinary one. */
final class CellStyle {

  private static final Pattern ID = Pattern.compile("[0-9a-f-]{32,64}");

  private CellStyle() {}

  static TextStyle of(ColumnType type, String text) {
    return type == ColumnType.ID || type == ColumnType.TEXT && ID.matcher(text).matches()
        ? TextStyle.CELL_ID
        : TextStyle.CELL;
  }
}

package io.verity.audit.report.render.pdf;

import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.pack.Pack.ColumnType;
import java.util.ArrayList;
import java.util.List;

/**
 * How wide the columns of a table are: by the shares that the pack gives, but no number, time or
 * word of a header is broken as long as the page has room.
 */
final class ColumnWidths {

  private static final float PAD = 10.5f;

  private ColumnWidths() {}

  static List<Table.Column> of(Typesetter type, List<Pack.Column> columns, float total) {
    float[] width = new float[columns.size()];
    float shares = 0;
    float least = 0;
    for (int i = 0; i < width.length; i++) {
      width[i] = least(type, columns.get(i));
      least += width[i];
      shares += share(columns.get(i));
    }
    if (least >= total || shares == 0) {
      float scale = least >= total ? total / least : Math.min(total / least, 2);
      for (int i = 0; i < width.length; i++) {
        width[i] *= scale;
      }
    } else {
      // a table of few columns looks lost with its numbers pressed against the margin
      float air = Math.min(1.6f, Math.max(1, 0.7f * total / least));
      for (int i = 0; i < width.length; i++) {
        width[i] *= share(columns.get(i)) == 0 ? air : 1;
      }
      share(columns, width, total);
    }
    List<Table.Column> out = new ArrayList<>();
    for (int i = 0; i < width.length; i++) {
      Pack.Column column = columns.get(i);
      out.add(new Table.Column(column.title(), width[i], rightAligned(column.type())));
    }
    return out;
  }

  /** Texts share what numbers and times leave; none gets less than it needs. */
  private static void share(List<Pack.Column> columns, float[] width, float total) {
    boolean[] settled = new boolean[width.length];
    for (int round = 0; round < width.length; round++) {
      float free = total;
      float shares = 0;
      for (int i = 0; i < width.length; i++) {
        boolean flexible = share(columns.get(i)) > 0 && !settled[i];
        free -= flexible ? 0 : width[i];
        shares += flexible ? share(columns.get(i)) : 0;
      }
      boolean again = false;
      for (int i = 0; i < width.length; i++) {
        if (share(columns.get(i)) > 0 && !settled[i]) {
          settled[i] = free * share(columns.get(i)) / shares < width[i];
          again |= settled[i];
        }
      }
      if (!again) {
        for (int i = 0; i < width.length; i++) {
          if (share(columns.get(i)) > 0 && !settled[i]) {
            width[i] = free * share(columns.get(i)) / shares;
          }
        }
        return;
      }
    }
  }

  /** Of the room that is left; numbers and times are never wider than they need. */
  private static int share(Pack.Column column) {
    return column.type() == ColumnType.TEXT || column.type() == ColumnType.ID
        ? Math.max(1, column.width())
        : 0;
  }

  static boolean rightAligned(ColumnType type) {
    return type == ColumnType.COUNT || type == ColumnType.HOURS || type == ColumnType.RATE;
  }

  private static float least(Typesetter type, Pack.Column column) {
    float header = 0;
    for (String word : column.title().split(" ")) {
      header = Math.max(header, type.width(word, TextStyle.HEAD));
    }
    float content =
        switch (column.type()) {
          case TIMESTAMP -> type.width("0000-00-00 00:00:00", TextStyle.CELL);
          case COUNT, HOURS -> type.width("0 000.00", TextStyle.CELL);
          case RATE -> type.width("100.00%", TextStyle.CELL);
          case ID -> type.width("00000000-0000-0000-", TextStyle.CELL_ID);
          case YES_NO -> type.width("Yes", TextStyle.CELL);
          case TEXT -> type.width("some ten to", TextStyle.CELL);
        };
    return Math.max(header, content) + PAD;
  }
}

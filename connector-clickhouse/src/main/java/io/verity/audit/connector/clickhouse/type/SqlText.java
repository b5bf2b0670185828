package io.verity.audit.connector.clickhouse.type;

import java.nio.charset.StandardCharsets;

/** Names and texts inside a ClickHouse statement. */
public final class SqlText {

  private static final String PLAIN = " _-.,:;/@=+*()[]<>|#%&!~^$";

  private SqlText() {}

  /** A column or table name in back-quotes. */
  public static String name(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /**
   * A text literal: every byte that is not a plain ASCII character is written as {@code \xHH}, so
   * that nothing in a value can end the literal or be taken for anything but text.
   */
  public static String literal(String text) {
    StringBuilder sql = new StringBuilder(text.length() + 2).append('\'');
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b)) {
        sql.append((char) b);
      } else {
        sql.append("\\x").append(hex(b >> 4)).append(hex(b));
      }
    }
    return sql.append('\'').toString();
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || PLAIN.indexOf(b) >= 0;
  }

  private static char hex(int nibble) {
    return Character.toUpperCase(Character.forDigit(nibble & 0xf, 16));
  }
}

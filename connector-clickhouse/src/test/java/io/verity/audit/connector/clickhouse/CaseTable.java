package io.verity.audit.connector.clickhouse;

import java.util.Map;

/** A table whose every column holds the values at which ClickHouse and Flink could disagree. */
final class CaseTable {

  static final String NAME = "verity.push_down_cases";

  static final String COLUMNS =
      "id INT, s STRING, ns STRING, ls STRING, lns STRING, u STRING, nu STRING, e STRING,"
          + " fs STRING, ts TIMESTAMP(3), nts TIMESTAMP(3), ts6 TIMESTAMP(6), dt TIMESTAMP(0),"
          + " d DATE, d32 DATE, i8 TINYINT, i64 BIGINT, ni64 BIGINT, u8 SMALLINT, flag BOOLEAN,"
          + " b BOOLEAN, nb BOOLEAN, u32 BIGINT, u64 DECIMAL(20, 0), nu64 DECIMAL(20, 0),"
          + " n DECIMAL(18, 4), nn DECIMAL(18, 4), f DOUBLE, texts ARRAY<STRING>";

  private static final String SERVER_COLUMNS =
      "id Int32, s String, ns Nullable(String), ls LowCardinality(String),"
          + " lns LowCardinality(Nullable(String)), u UUID, nu Nullable(UUID),"
          + " e Enum8('b' = 1, 'a, (' = 2), fs FixedString(4), ts DateTime64(3, 'UTC'),"
          + " nts Nullable(DateTime64(3, 'UTC')), ts6 DateTime64(6, 'UTC'), dt DateTime('UTC'),"
          + " d Date, d32 Date32, i8 Int8, i64 Int64, ni64 Nullable(Int64), u8 UInt8, flag UInt8,"
          + " b Bool, nb Nullable(Bool), u32 UInt32, u64 UInt64, nu64 Nullable(UInt64),"
          + " n Decimal(18, 4), nn Nullable(Decimal(18, 4)), f Float64, texts Array(String)";

  private static final String TEXTS =
      "['', 'a', 'A', 'ab', 'ä', unhex('F09F9880'), 'it\\'s', 'a\\\\b', 'a%b', 'line\\nbreak',"
          + " 'x\\' OR 1=1 --', '{fn now()}', '?', unhex('EFBFBD'), ' a']";
  private static final String UUIDS =
      "['00000000-0000-0000-0000-000000000000', '0189f7ea-ae2c-7f00-8000-000000000001',"
          + " '0189f7ea-ae2c-7f00-7000-ffffffffffff', 'ffffffff-ffff-ffff-0000-000000000000']";
  private static final String MILLIS =
      "[-2208988800000, -86400001, -1, 0, 1, 1782864000000, 1782864000123, 10413791999999]";
  private static final String LONGS =
      "[toInt64('-9223372036854775808'), -1, 0, 1, 9223372036854775807]";
  private static final String ULONGS =
      "[0, 1, 9223372036854775807, 9223372036854775808, 18446744073709551615]";
  private static final String NUMBERS =
      "[toDecimal64('-99999999999999.9999', 4), toDecimal64('0', 4), toDecimal64('0.1', 4),"
          + " toDecimal64('99999999999999.9999', 4)]";

  private CaseTable() {}

  /** Creates it, empty and full, with rows that are the same at every run. */
  static void create() {
    TestServer.sql("DROP TABLE IF EXISTS " + NAME);
    TestServer.sql(
        "CREATE TABLE "
            + NAME
            + " ("
            + SERVER_COLUMNS
            + ") ENGINE = MergeTree PARTITION BY toYYYYMM(ts) ORDER BY id");
    TestServer.sql(
        "INSERT INTO "
            + NAME
            + " SELECT toInt32(number), "
            + String.join(
                ", ",
                text(1),
                orNull(3, text(2)),
                text(3),
                orNull(4, text(4)),
                uuid(1),
                orNull(3, uuid(2)),
                "if(number % 2 = 0, 'b', 'a, (')",
                "['', 'ab', 'abcd'][number % 3 + 1]",
                time("Milli", MILLIS, 1),
                orNull(5, time("Milli", MILLIS, 3)),
                time("Micro", "[-2208988800000000, -1, 0, 1, 1782864000123456]", 1),
                "toDateTime([0, 1, 1782864000, 4294967295][number % 4 + 1], 'UTC')",
                "toDate([0, 1, 20635, 65535][number % 4 + 1])",
                "toDate32(['1900-01-01', '1969-12-31', '2026-07-01', '2299-12-31'][number % 4 + 1])",
                "toInt8([-128, 0, 127][number % 3 + 1])",
                pick(LONGS, 5, 1),
                orNull(4, pick(LONGS, 5, 2)),
                "toUInt8([0, 1, 255][number % 3 + 1])",
                "toUInt8([0, 1, 2][number % 3 + 1])",
                "number % 2 = 1",
                orNull(3, "number % 2 = 0"),
                "toUInt32([0, 4294967295][number % 2 + 1])",
                pick(ULONGS, 5, 1),
                orNull(4, pick(ULONGS, 5, 3)),
                pick(NUMBERS, 4, 1),
                orNull(3, pick(NUMBERS, 4, 2)),
                "[0.0, -0.0, nan, inf, 0.1][number % 5 + 1]",
                "arrayResize(" + TEXTS + ", number % 4)")
            + " FROM numbers(240)");
  }

  /** Flink's declaration of it. */
  static String ddl(String name, Map<String, String> options) {
    Map<String, String> all = new java.util.HashMap<>(Map.of("table-name", NAME));
    all.putAll(options);
    return TestServer.ddl(name, COLUMNS, all);
  }

  private static String text(int stride) {
    return TEXTS + "[intDiv(number, " + stride + ") % 15 + 1]";
  }

  private static String uuid(int stride) {
    return "toUUID(" + UUIDS + "[intDiv(number, " + stride + ") % 4 + 1])";
  }

  private static String time(String unit, String values, int stride) {
    String length = "length(" + values + ")";
    return "fromUnixTimestamp64"
        + unit
        + "(toInt64("
        + values
        + "[intDiv(number, "
        + stride
        + ") % "
        + length
        + " + 1]), 'UTC')";
  }

  private static String pick(String values, int length, int stride) {
    return values + "[intDiv(number, " + stride + ") % " + length + " + 1]";
  }

  private static String orNull(int every, String value) {
    return "if(number % " + every + " = 0, NULL, " + value + ")";
  }
}

package io.verity.audit.connector.clickhouse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Conditions over {@link CaseTable}, made from every column, operator and edge value. */
final class Conditions {

  private static final List<String> OPERATORS = List.of("=", "<>", "<", "<=", ">", ">=");

  private static final List<String> TEXT =
      List.of("''", "'a'", "'ä'", "'😀'", "'it''s'", "'a\\b'", "'x'' OR 1=1 --'", "'{fn now()}'");
  private static final List<String> UUID =
      List.of(
          "'0189f7ea-ae2c-7f00-8000-000000000001'",
          "'0189F7EA-AE2C-7F00-8000-000000000001'",
          "'ffffffff-ffff-ffff-0000-000000000000'",
          "'0'",
          "''') OR 1=1 --'");
  private static final List<String> TIME =
      List.of(
          "TIMESTAMP '1900-01-01 00:00:00'",
          "TIMESTAMP '1969-12-31 23:59:59.999'",
          "TIMESTAMP '1970-01-01 00:00:00'",
          "TIMESTAMP '2026-07-01 00:00:00.123'",
          "TIMESTAMP '2299-12-31 23:59:59.999'");
  private static final List<String> DATE =
      List.of("DATE '1970-01-01'", "DATE '1970-01-02'", "DATE '2026-07-01'", "DATE '2149-06-06'");
  private static final List<String> LONG =
      List.of("-9223372036854775808", "-1", "0", "1", "9223372036854775807");
  private static final List<String> UNSIGNED =
      List.of(
          "0",
          "9223372036854775807",
          "CAST('9223372036854775808' AS DECIMAL(20, 0))",
          "CAST('18446744073709551615' AS DECIMAL(20, 0))");
  private static final List<String> NUMBER =
      List.of("-99999999999999.9999", "0", "0.1", "99999999999999.9999");

  private static final Map<String, List<String>> LITERALS = new LinkedHashMap<>();

  static {
    for (String column : List.of("s", "ns", "ls", "lns")) {
      LITERALS.put(column, TEXT);
    }
    LITERALS.put("u", UUID);
    LITERALS.put("nu", UUID);
    LITERALS.put("e", List.of("'a, ('", "'b'", "'unknown'"));
    LITERALS.put("fs", List.of("''", "'ab'", "'abcd'", "'abcde'"));
    LITERALS.put("ts", TIME);
    LITERALS.put("nts", TIME);
    LITERALS.put("ts6", List.of("TIMESTAMP '2026-07-01 00:00:00.123456'", TIME.get(2)));
    LITERALS.put("dt", List.of(TIME.get(2), "TIMESTAMP '2026-07-01 00:00:00'"));
    LITERALS.put("d", DATE);
    LITERALS.put("d32", List.of("DATE '1900-01-01'", "DATE '2299-12-31'"));
    LITERALS.put("i8", List.of("-128", "0", "127", "1000"));
    LITERALS.put("i64", LONG);
    LITERALS.put("ni64", LONG);
    LITERALS.put("u8", List.of("0", "255", "256"));
    LITERALS.put("u32", List.of("4294967295", "-1"));
    LITERALS.put("u64", UNSIGNED);
    LITERALS.put("nu64", UNSIGNED);
    LITERALS.put("n", NUMBER);
    LITERALS.put("nn", NUMBER);
  }

  private Conditions() {}

  /** Conditions that ClickHouse has to take over whole. */
  static List<String> pushed() {
    List<String> conditions = new ArrayList<>(simple());
    conditions.addAll(
        List.of(
            "flag",
            "NOT flag",
            "b",
            "nb",
            "NOT nb",
            "nb IS NULL",
            "flag = FALSE",
            "s LIKE 'a%'",
            "ns LIKE '%a'",
            "ls NOT LIKE '%a%'",
            "s LIKE 'x'' OR%'",
            "s LIKE '%\n%'"));
    for (Map.Entry<String, List<String>> column : LITERALS.entrySet()) {
      String name = column.getKey();
      List<String> literals = column.getValue();
      String last = literals.get(literals.size() - 1);
      conditions.add(name + " IS NULL");
      conditions.add(name + " IS NOT NULL");
      conditions.add(name + " BETWEEN " + literals.get(0) + " AND " + last);
      conditions.add(name + " NOT BETWEEN " + literals.get(1) + " AND " + last);
      conditions.add(name + " IN (" + String.join(", ", literals) + ")");
      conditions.add(name + " NOT IN (" + literals.get(0) + ", " + last + ")");
    }
    conditions.addAll(combined(simple(), new Random(3)));
    return conditions;
  }

  /** Conditions that ClickHouse would answer otherwise, or not at all. */
  static List<String> kept() {
    return List.of(
        "s LIKE 'a_b'",
        "s LIKE 'a\\b'",
        "f > 0.0",
        "f = 0.1",
        "ts > TIMESTAMP '2300-01-01 00:00:00'",
        "ts > TIMESTAMP '1899-12-31 23:59:59'",
        "ts < TIMESTAMP '2026-07-01 00:00:00.1235'",
        "d < DATE '1969-12-31'",
        "d > DATE '2149-06-07'",
        "CHAR_LENGTH(s) = 1",
        "UPPER(s) = 'A'",
        "s = ls",
        "u64 < CAST('18446744073709551616' AS DECIMAL(20, 0))",
        "n > 0.00001",
        "texts[1] = 'a'");
  }

  private static List<String> simple() {
    List<String> conditions = new ArrayList<>();
    LITERALS.forEach(
        (column, literals) ->
            literals.forEach(
                literal ->
                    OPERATORS.forEach(
                        operator -> conditions.add(column + " " + operator + " " + literal))));
    return conditions;
  }

  private static List<String> combined(List<String> parts, Random random) {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String a = parts.get(random.nextInt(parts.size()));
      String b = parts.get(random.nextInt(parts.size()));
      String c = parts.get(random.nextInt(parts.size()));
      conditions.add("NOT (" + a + " AND " + b + ")");
      conditions.add("(" + a + " OR NOT " + b + ") AND " + c);
      conditions.add("NOT (" + a + " OR (" + b + " AND NOT " + c + "))");
    }
    return conditions;
  }
}

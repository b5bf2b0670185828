package io.verity.audit.store;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The two kinds of reference data: their columns and what a value of each has to be. */
enum ReferenceTable {
  PRINCIPALS(
      List.of(
          "id",
          "kind",
          "name",
          "email",
          "department",
          "manager_id",
          "status",
          "hired_at",
          "terminated_at",
          "privileged"),
      Map.of(
          "id", CsvValues::uuid,
          "kind", CsvValues.oneOf("USER", "SERVICE", "SYSTEM"),
          "name", CsvValues::text,
          "email", CsvValues.optional(CsvValues::text),
          "department", CsvValues.optional(CsvValues::text),
          "manager_id", CsvValues.optional(CsvValues::uuid),
          "status", CsvValues.oneOf("ACTIVE", "SUSPENDED", "TERMINATED"),
          "hired_at", CsvValues.optional(CsvValues::instant),
          "terminated_at", CsvValues.optional(CsvValues::instant),
          "privileged", CsvValues.oneOf("true", "false"))),

  ASSETS(
      List.of("id", "type", "name", "system", "tags", "owner_id"),
      Map.of(
          "id", CsvValues::uuid,
          "type", CsvValues::word,
          "name", CsvValues::text,
          "system", CsvValues::text,
          "tags", CsvValues::tags,
          "owner_id", CsvValues.optional(CsvValues::uuid)));

  private final List<String> columns;
  private final Map<String, CsvValues.Check> checks;

  ReferenceTable(List<String> columns, Map<String, CsvValues.Check> checks) {
    this.columns = columns;
    this.checks = checks;
  }

  /** As the database names it. */
  String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<String> columns() {
    return columns;
  }

  CsvValues.Check check(String column) {
    return checks.get(column);
  }

  /**
   * What no value can tell alone.
   *
   * @param values as checked, in the order of {@link #columns}
   */
  void checkRow(List<String> values) throws BadValueException {
    if (this == PRINCIPALS) {
      String hired = values.get(columns.indexOf("hired_at"));
      String terminated = values.get(columns.indexOf("terminated_at"));
      if (hired != null
          && terminated != null
          && Instant.parse(terminated).isBefore(Instant.parse(hired))) {
        throw new BadValueException(
            "terminated_at", "is " + terminated + ", before hired_at, " + hired);
      }
    }
  }
}

package io.verity.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The two DDL files differ in how tables are replicated and in nothing else. */
class SchemaFilesTest {

  private static final Path SQL = Path.of("..", "sql", "clickhouse");

  /** A table: its name, what is between the outer parentheses, what follows the engine. */
  private static final Pattern TABLE =
      Pattern.compile(
          "CREATE TABLE IF NOT EXISTS (\\S+)[^(]*\\((.*?)\\n\\)\\s*ENGINE = [^\\n]*(.*?)SETTINGS",
          Pattern.DOTALL);

  @Test
  void replicatedTablesHaveTheSameColumnsPartitionsOrderAndRetention() throws IOException {
    Map<String, List<String>> single = tables("single-node");

    assertThat(single)
        .containsOnlyKeys(
            TrailTable.AUDIT.qualifiedName(),
            TrailTable.REJECTED.qualifiedName(),
            LedgerEntry.qualifiedTable(),
            "verity.verity_report_snapshots");
    assertThat(tables("replicated")).isEqualTo(single);
  }

  private static Map<String, List<String>> tables(String variant) throws IOException {
    Matcher table = TABLE.matcher(Files.readString(SQL.resolve(variant).resolve("schema.sql")));
    Map<String, List<String>> tables = new LinkedHashMap<>();
    while (table.find()) {
      tables.put(table.group(1), List.of(table.group(2).strip(), table.group(3).strip()));
    }
    return tables;
  }
}

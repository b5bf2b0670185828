package io.verity.audit.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceCsvTest {

  private static final String HEADER =
      "id,kind,name,email,department,manager_id,status,hired_at,terminated_at,privileged\n";
  private static final String ID = "00000000-0000-0000-0000-00000000000";
  private static final String ROW = ",USER,Mei,,,,ACTIVE,2026-01-01T00:00:00Z,,false\n";

  @TempDir Path folder;

  @Test
  void readsEveryKindOfValue() throws IOException {
    List<List<String>> rows =
        principals(
            HEADER
                + "0000000A-0000-0000-0000-000000000000,SERVICE,\"O'Neill, \"\"Ann\"\"\nfrom B\",a@b,"
                + "Legal,"
                + ID
                + "1,TERMINATED,2026-01-01T00:00:00+02:00,2026-03-01T00:00:00.250Z,true\n");
    assertThat(rows)
        .containsExactly(
            List.of(
                "0000000a-0000-0000-0000-000000000000",
                "SERVICE",
                "O'Neill, \"Ann\"\nfrom B",
                "a@b",
                "Legal",
                ID + "1",
                "TERMINATED",
                "2025-12-31T22:00:00Z",
                "2026-03-01T00:00:00.250Z",
                "true"));
  }

  @Test
  void takesColumnsInAnyOrder() throws IOException {
    Path file =
        write("owner_id,tags,system,name,type,id\n,PII|CHD|PII,crm,asset,BUCKET," + ID + "1");
    List<List<String>> rows = new ArrayList<>();
    assertThat(new ReferenceCsv(ReferenceTable.ASSETS, file).read(rows::add)).isEqualTo(1);
    assertThat(rows.get(0)).containsExactly(ID + "1", "BUCKET", "asset", "crm", "{CHD,PII}", null);
  }

  @Test
  void takesByteOrderMarkAndWindowsLineEndsAndNoEndOfTheLastLine() throws IOException {
    String text = "\uFEFF" + (HEADER + ID + "1" + ROW + ID + "2" + ROW).replace("\n", "\r\n");
    assertThat(principals(text.strip())).hasSize(2);
  }

  @Test
  void takesAHeaderAlone() throws IOException {
    assertThat(principals(HEADER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "id,           7,                    `is \"7\", not a UUID`",
        "id,           ``,                   is empty",
        "kind,         user,                 `is \"user\", not one of USER, SERVICE, SYSTEM`",
        "name,         ` `,                  is empty",
        "manager_id,   me,                   `is \"me\", not a UUID`",
        "status,       GONE,                 `is \"GONE\", not one of ACTIVE, SUSPENDED, TERMINATED`",
        "hired_at,     2026-02-30T00:00:00Z, `is \"2026-02-30T00:00:00Z\", not a time such as`",
        "hired_at,     2026-01-01,           `is \"2026-01-01\", not a time such as`",
        "hired_at,     2026-01-01T00:00:00,  `is \"2026-01-01T00:00:00\", not a time such as`",
        "hired_at,     2026-01-01T00:00:00.0001Z, finer than a millisecond",
        "hired_at,     +10000-01-01T00:00:00Z, not in the years 1 to 9999",
        "terminated_at, 2025-12-31T23:59:59.999Z, `before hired_at, 2026-01-01T00:00:00Z`",
        "privileged,   1,                    `is \"1\", not one of true, false`",
        "privileged,   ``,                   is empty"
      })
  void namesLineAndColumnOfABadValue(String column, String value, String reason) {
    List<String> names = List.of(HEADER.strip().split(","));
    List<String> values = new ArrayList<>(List.of((ID + "2" + ROW).strip().split(",", -1)));
    values.set(names.indexOf(column), value);
    refused(
        HEADER + ID + "1" + ROW + String.join(",", values) + "\n",
        "principals.csv, line 3, column " + column + ": ",
        reason);
  }

  @Test
  void namesTheFirstLineOfARowOfSeveralLines() {
    String several = ROW.replace("Mei", "\"Mei\r\nvon\nOben\"");
    refused(
        HEADER + ID + "1" + several + ID + "2" + several.replace("false", "no"),
        "line 5, column privileged");
  }

  @Test
  void refusesAnIdThatComesTwice() {
    refused(
        HEADER + ID + "1" + ROW + ID + "2" + ROW + ID + "1" + ROW,
        "line 4, column id: is " + ID + "1, as in line 2");
  }

  @Test
  void refusesAnotherHeader() {
    refused(HEADER.replace("email", "mail"), "line 1: the header is \"id,kind,name,mail,");
    refused(HEADER.replace("email", "name"), "line 1: the header is");
    refused(HEADER.replace(",privileged", ""), "line 1: the header is");
    refused(HEADER.strip() + ",more\n", "line 1: the header is");
    refused("", "principals.csv is empty: it needs a header, id,kind,");
  }

  @Test
  void refusesRowsOfAnotherWidth() {
    refused(HEADER + ID + "1,USER\n", "line 2: 2 values, where the header has 10 columns");
    refused(HEADER + ID + "1" + ROW.replace("false", "false,"), "line 2: 11 values");
  }

  @Test
  void refusesWhatIsNoCsv() {
    refused(HEADER + ID + "1" + ROW + "\"" + ID + "2" + ROW, "line", "not CSV");
    refused(HEADER + "\"" + ID + "1\"x" + ROW, "line 2", "not CSV");
  }

  @Test
  void refusesOtherEncodings() throws IOException {
    Path file = folder.resolve("principals.csv");
    Files.write(file, (HEADER + ID + "1" + ROW.replace("Mei", "Zoë")).getBytes(ISO_8859_1));
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("line 2, column name: holds bytes that are not UTF-8");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> read(folder.resolve("none.csv")))
        .isInstanceOf(ImportException.class)
        .hasMessageEndingWith("none.csv does not exist");
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("can't be read");
  }

  @ParameterizedTest
  @CsvSource({"PII|", "|PII", "pii", "PII PHI", "PII||PHI"})
  void refusesTagsThatNoReportWouldFind(String tags) {
    assertThatThrownBy(() -> CsvValues.tags(tags)).isInstanceOf(BadValueException.class);
  }

  private void refused(String text, String... message) {
    assertThatThrownBy(() -> principals(text))
        .isInstanceOf(ImportException.class)
        .hasMessageContainingAll(message)
        .hasMessageNotContaining("\n");
  }

  private List<List<String>> principals(String text) throws IOException {
    return read(write(text));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("principals.csv"), text, UTF_8);
  }

  private static List<List<String>> read(Path file) {
    List<List<String>> rows = new ArrayList<>();
    new ReferenceCsv(ReferenceTable.PRINCIPALS, file).read(rows::add);
    return rows;
  }
}

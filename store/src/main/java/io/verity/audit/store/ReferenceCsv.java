package io.verity.audit.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file of reference data (RFC 4180, UTF-8 with or without byte order mark, any line ends),
 * read as a stream. The first thing that is wrong ends the reading, with file, line and column.
 */
final class ReferenceCsv {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final ReferenceTable table;
  private final Path file;
  private final Map<String, Long> lines = new HashMap<>();
  private List<String> header;

  ReferenceCsv(ReferenceTable table, Path file) {
    this.table = table;
    this.file = file;
  }

  /** Takes a row, its values in the order of the table's columns. */
  interface Rows {
    void add(List<String> values) throws IOException;
  }

  /** Says how many rows there were. */
  long read(Rows rows) {
    try (InputStream in = Files.newInputStream(file);
        Reader reader = withoutMark(in);
        CSVParser parser = CSVParser.builder().setReader(reader).setFormat(FORMAT).get()) {
      return read(parser, rows);
    } catch (NoSuchFileException e) {
      throw new ImportException(file + " does not exist");
    } catch (IOException e) {
      throw new ImportException(file + " can't be read: " + e.getMessage(), e);
    }
  }

  /** Bytes that are not UTF-8 become the replacement character, and are refused where it stands. */
  private static Reader withoutMark(InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  private long read(CSVParser parser, Rows rows) throws IOException {
    Iterator<CSVRecord> records = parser.iterator();
    long count = 0;
    while (hasNext(parser, records)) {
      CSVRecord record = records.next();
      long line = parser.getCurrentLineNumber() - lineEndsIn(record);
      if (header == null) {
        header = header(record);
      } else {
        rows.add(checked(record, line));
        count++;
      }
    }
    if (header == null) {
      throw new ImportException(file + " is empty: it needs a header, " + names());
    }
    return count;
  }

  private boolean hasNext(CSVParser parser, Iterator<CSVRecord> records) {
    try {
      return records.hasNext();
    } catch (UncheckedIOException | IllegalStateException e) {
      Throwable reason = e instanceof UncheckedIOException ? e.getCause() : e;
      throw new ImportException(
          "%s, line %d: not CSV: %s"
              .formatted(file, parser.getCurrentLineNumber(), reason.getMessage()),
          e);
    }
  }

  private static long lineEndsIn(CSVRecord record) {
    return record.stream()
        .mapToLong(value -> value.replace("\r\n", "\n").chars().filter(ReferenceCsv::ends).count())
        .sum();
  }

  private static boolean ends(int c) {
    return c == '\n' || c == '\r';
  }

  private List<String> header(CSVRecord record) {
    List<String> names = record.toList();
    if (!new TreeSet<>(names).equals(new TreeSet<>(table.columns()))
        || names.size() != table.columns().size()) {
      throw new ImportException(
          "%s, line 1: the header is \"%s\", not %s (in whatever order)"
              .formatted(file, CsvValues.shown(String.join(",", names)), names()));
    }
    return names;
  }

  private String names() {
    return String.join(",", table.columns());
  }

  private List<String> checked(CSVRecord record, long line) {
    if (record.size() != header.size()) {
      throw new ImportException(
          "%s, line %d: %d values, where the header has %d columns"
              .formatted(file, line, record.size(), header.size()));
    }
    String at = null;
    try {
      List<String> values = new ArrayList<>();
      for (String column : table.columns()) {
        at = column;
        values.add(table.check(column).apply(record.get(header.indexOf(column))));
      }
      table.checkRow(values);
      at = "id";
      refuseRepetition(values.get(0), line);
      return values;
    } catch (BadValueException e) {
      throw new ImportException(
          "%s, line %d, column %s: %s"
              .formatted(file, line, e.column() == null ? at : e.column(), e.getMessage()));
    }
  }

  private void refuseRepetition(String id, long line) throws BadValueException {
    Long former = lines.putIfAbsent(id, line);
    if (former != null) {
      throw new BadValueException("is " + id + ", as in line " + former);
    }
  }
}

package io.verity.audit.report.render.csv;

import io.verity.audit.report.render.CellText;
import io.verity.audit.report.render.PureDeflate;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A ZIP of CSV files, the same bytes everywhere: fixed time, compressed in pure Java. Each file is
 * compressed to the scratch folder first, because an entry names its size before its content.
 */
final class CsvArchive implements Closeable {

  /** The earliest that ZIP can say; entries have no time of their own. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** Writes the rows of one file. */
  interface Rows {
    void writeTo(Table table) throws IOException;
  }

  /** One file, row by row. */
  static final class Table {
    private final CSVPrinter csv;

    private Table(CSVPrinter csv) {
      this.csv = csv;
    }

    /** Texts are made safe for spreadsheets; numbers, times and flags are written as they are. */
    void row(List<?> cells) throws IOException {
      for (Object cell : cells) {
        csv.print(cell instanceof String text ? SpreadsheetSafe.text(text) : CellText.plain(cell));
      }
      csv.println();
    }
  }

  private final Path scratch;
  private final ZipArchiveOutputStream zip;

  CsvArchive(Path scratch, OutputStream out) {
    this.scratch = scratch;
    this.zip = new ZipArchiveOutputStream(out);
  }

  void add(String name, List<String> header, Rows rows) throws IOException {
    Path packed = Files.createTempFile(scratch, "csv-", ".deflated");
    try {
      ZipArchiveEntry entry = new ZipArchiveEntry(name);
      entry.setMethod(ZipEntry.DEFLATED);
      entry.setTimeLocal(NO_TIME);
      pack(packed, header, rows, entry);
      entry.setCompressedSize(Files.size(packed));
      try (InputStream in = Files.newInputStream(packed)) {
        zip.addRawArchiveEntry(entry, in);
      }
    } finally {
      Files.deleteIfExists(packed);
    }
  }

  private static void pack(Path file, List<String> header, Rows rows, ZipArchiveEntry entry)
      throws IOException {
    CRC32 crc = new CRC32();
    long size;
    try (OutputStream disk = new BufferedOutputStream(Files.newOutputStream(file), 1 << 15);
        CountingOutput counted =
            new CountingOutput(new CheckedOutputStream(PureDeflate.raw(disk), crc));
        CSVPrinter csv =
            new CSVPrinter(
                new OutputStreamWriter(counted, StandardCharsets.UTF_8), CSVFormat.RFC4180)) {
      csv.printRecord(header);
      rows.writeTo(new Table(csv));
      csv.flush();
      size = counted.count();
    }
    entry.setSize(size);
    entry.setCrc(crc.getValue());
  }

  /** Writes the directory of the archive; the stream below stays open. */
  @Override
  public void close() throws IOException {
    zip.finish();
  }
}

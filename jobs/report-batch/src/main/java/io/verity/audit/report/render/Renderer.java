package io.verity.audit.report.render;

import io.verity.audit.report.content.ReportContent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Writes a report in one format. The same content gives the same bytes: on every machine, JDK, time
 * zone and locale. What it holds in memory does not grow with the rows.
 */
public interface Renderer {

  /** As a request names it and a file ends: {@code pdf}, {@code csv}, {@code json}. */
  String format();

  /** Ending of the file: that of the format, but for CSV, which is an archive of many. */
  default String fileExtension() {
    return format();
  }

  /**
   * Writes the report; {@code out} stays open.
   *
   * @param scratch a folder for temporary files, which are gone afterwards
   * @throws IOException if the content cannot be read, or {@code out} or the folder not be written
   */
  void render(ReportContent content, Path scratch, OutputStream out) throws IOException;
}

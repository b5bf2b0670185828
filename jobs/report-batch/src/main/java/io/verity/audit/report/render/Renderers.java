package io.verity.audit.report.render;

import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.render.csv.CsvRenderer;
import io.verity.audit.report.render.json.JsonRenderer;
import io.verity.audit.report.render.pdf.PdfRenderer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The renderers there are, by format. */
public final class Renderers {

  private static final List<Renderer> ALL =
      List.of(new JsonRenderer(), new CsvRenderer(), new PdfRenderer());

  private Renderers() {}

  /** The formats there are. */
  public static List<String> formats() {
    return ALL.stream().map(Renderer::format).toList();
  }

  /**
   * One renderer a format, always in the same order.
   *
   * @throws IllegalArgumentException naming the format that is unknown
   */
  public static List<Renderer> forFormats(Collection<String> formats) {
    for (String format : formats) {
      if (!formats().contains(format)) {
        throw new IllegalArgumentException(
            "there is no report format '" + format + "'; there are " + formats());
      }
    }
    return ALL.stream().filter(renderer -> formats.contains(renderer.format())).toList();
  }

  /**
   * Writes a report to a file, whole or not at all.
   *
   * @throws IOException saying which report could not be written where, and why
   */
  public static void toFile(Renderer renderer, ReportContent content, Path scratch, Path file)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      renderer.render(content, scratch, out);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw describe(renderer, file, e);
    } catch (RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static IOException describe(Renderer renderer, Path file, IOException e) {
    String reason =
        e instanceof FileSystemException fs && fs.getReason() != null
            ? fs.getReason()
            : e.getMessage();
    return new IOException(
        "the "
            + renderer.format()
            + " report could not be written to "
            + file.getFileName()
            + ": "
            + reason,
        e);
  }
}

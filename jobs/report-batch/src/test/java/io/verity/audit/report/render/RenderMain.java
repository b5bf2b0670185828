package io.verity.audit.report.render;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Renders samples into a folder in a JVM of its own: for looking at them, for measuring, and for
 * comparing the bytes of other JDKs, time zones and locales. Arguments: folder, reviews, findings,
 * whether complete.
 */
public final class RenderMain {

  private RenderMain() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    SampleReport report =
        new SampleReport(
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            Boolean.parseBoolean(args[3]),
            null);
    for (Renderer renderer : Renderers.forFormats(Renderers.formats())) {
      long start = System.nanoTime();
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      Path file = folder.resolve("report." + renderer.fileExtension());
      Renderers.toFile(renderer, report, folder, file);
      System.out.println(
          renderer.format()
              + " "
              + Duration.ofNanos(System.nanoTime() - start).toMillis()
              + " ms, CPU "
              + Duration.ofNanos(
                      ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu)
                  .toMillis()
              + " ms, "
              + Files.size(file)
              + " bytes");
    }
  }
}

package io.verity.audit.report;

import io.verity.audit.report.pack.Section;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** A line for each step, and for each section once all its queries are answered. */
final class PrintedProgress implements ReportProgress.Listener {

  private final PrintStream out;
  private final String framework;
  private final long began = System.nanoTime();
  private final Map<Section, Long> planned = new EnumMap<>(Section.class);
  private final Map<Section, Long> answered = new EnumMap<>(Section.class);

  PrintedProgress(PrintStream out, String framework) {
    this.out = out;
    this.framework = framework;
  }

  @Override
  public synchronized void planned(Map<Section, Long> queries) {
    planned.putAll(queries);
  }

  @Override
  public synchronized void answered(Section section, String query, long rows) {
    long done = answered.merge(section, 1L, Long::sum);
    if (done == planned.getOrDefault(section, 0L)) {
      print(section.title() + ": " + done + (done == 1 ? " query" : " queries") + " answered");
    }
  }

  @Override
  public synchronized void step(String text) {
    print(text);
  }

  private void print(String text) {
    out.println(
        String.format(
            Locale.ROOT, "%s %5.1f s  %s", framework, (System.nanoTime() - began) / 1e9, text));
  }
}

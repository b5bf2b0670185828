package io.verity.audit.report.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The right answers, by brute force: every definition of metrics.md word by word, in loops over the
 * events, with neither SQL nor any code of the product. What it shares with the reports is the text
 * of the definitions and nothing else, so where the two agree both read it alike.
 *
 * <p>Values are Long, BigDecimal (rounded), {@code Map<String, Long>}, {@code List<String>} or
 * null. {@link Answers} compares them with JSON.
 */
public final class MetricOracle {

  public static final List<String> FRAMEWORKS = List.of("gdpr", "hipaa", "pci_dss", "soc2", "sox");

  private final Trail trail;

  public MetricOracle(Scenario scenario) {
    this.trail = new Trail(scenario);
  }

  /** What every framework has. */
  public Map<String, Object> common() {
    return new CommonOracle(trail).answers();
  }

  /** What a framework has of its own; for gdpr over all data subjects. */
  public Map<String, Object> framework(String name) {
    return switch (name) {
      case "sox" -> new SoxOracle(trail).answers();
      case "soc2" -> new Soc2Oracle(trail).answers();
      case "hipaa" -> new HipaaOracle(trail).answers();
      case "pci_dss" -> new PciOracle(trail).answers();
      case "gdpr" -> new GdprOracle(trail, null).answers();
      default -> throw new IllegalArgumentException("no metrics are defined for " + name);
    };
  }

  /** The gdpr metrics of one data subject. */
  public Map<String, Object> gdpr(String subjectId) {
    return new GdprOracle(trail, subjectId).answers();
  }

  /** A report's {@code metrics}: the common names and the framework's, in one map. */
  public Map<String, Object> report(String framework) {
    return flat(framework(framework));
  }

  /** The {@code metrics} of a one-subject gdpr report. */
  public Map<String, Object> subjectReport(String subjectId) {
    return flat(gdpr(subjectId));
  }

  private Map<String, Object> flat(Map<String, Object> own) {
    Map<String, Object> all = new LinkedHashMap<>(common());
    all.putAll(own);
    return all;
  }
}

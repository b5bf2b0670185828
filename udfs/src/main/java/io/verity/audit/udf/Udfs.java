package io.verity.audit.udf;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.functions.UserDefinedFunction;

/** Every function of this module by the name that SQL calls it. */
public final class Udfs {

  private static final Map<String, Class<? extends UserDefinedFunction>> BY_NAME =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.ofEntries(
                  Map.entry("DETAILS_NUMBER", DetailsNumber.class),
                  Map.entry("DETAILS_TEXT", DetailsText.class),
                  Map.entry("EVENT_REFS", EventRefs.class),
                  Map.entry("HOURS", Hours.class),
                  Map.entry("HOURS_BETWEEN", HoursBetween.class),
                  Map.entry("MILLIS_BETWEEN", MillisBetween.class),
                  Map.entry("MONTH_AFTER", MonthAfter.class),
                  Map.entry("PERCENTILE_NEAREST_RANK", PercentileNearestRank.class),
                  Map.entry("PSEUDONYM", Pseudonym.class),
                  Map.entry("RATE", Rate.class),
                  Map.entry("RISK_LEVEL", RiskLevel.class),
                  Map.entry("SLA_MET", SlaMet.class),
                  Map.entry("SPREADSHEET_SAFE", SpreadsheetSafe.class),
                  Map.entry("TIMESTAMP_OF_MILLIS", TimestampOfMillis.class))));

  private Udfs() {}

  public static Map<String, Class<? extends UserDefinedFunction>> byName() {
    return BY_NAME;
  }

  /** Makes them known for as long as this environment lives; nothing is stored in a catalog. */
  public static void register(TableEnvironment tables) {
    BY_NAME.forEach(tables::createTemporarySystemFunction);
  }
}

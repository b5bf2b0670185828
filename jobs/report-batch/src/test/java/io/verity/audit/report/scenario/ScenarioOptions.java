package io.verity.audit.report.scenario;

import java.time.Instant;

/**
 * What a generated scenario is to be like.
 *
 * @param volume events of everyday business around the edges
 * @param cases how often each edge comes
 */
public record ScenarioOptions(
    Instant start, Instant end, int principals, int assets, int volume, int cases) {

  private static final int PRINCIPALS = 40;
  private static final int ASSETS = 20;
  private static final int VOLUME = 1_500;
  private static final int CASES = 3;

  public static ScenarioOptions quarter() {
    return between("2026-07-01", "2026-10-01");
  }

  public static ScenarioOptions month() {
    return between("2026-03-01", "2026-04-01");
  }

  /** With 31 January in it, and a February of 29 days. */
  public static ScenarioOptions leapWinter() {
    return between("2028-01-01", "2028-04-01");
  }

  public static ScenarioOptions leapFebruary() {
    return between("2028-02-01", "2028-03-01");
  }

  public static ScenarioOptions year() {
    return between("2025-01-01", "2026-01-01");
  }

  public static ScenarioOptions between(String start, String end) {
    return new ScenarioOptions(
        Instant.parse(start + "T00:00:00Z"),
        Instant.parse(end + "T00:00:00Z"),
        PRINCIPALS,
        ASSETS,
        VOLUME,
        CASES);
  }

  public ScenarioOptions withVolume(int events) {
    return new ScenarioOptions(start, end, principals, assets, events, cases);
  }

  public ScenarioOptions withCases(int repetitions) {
    return new ScenarioOptions(start, end, principals, assets, volume, repetitions);
  }
}

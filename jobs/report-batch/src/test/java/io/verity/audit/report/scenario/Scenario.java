package io.verity.audit.report.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A trail and what it is about: events in Kafka order, principals, assets, and the period that a
 * report asks for. On disk a folder with events.jsonl (or events.jsonl.gz), principals.csv and
 * assets.csv; the period is not in it.
 */
public record Scenario(
    List<ScenarioEvent> events,
    List<Principal> principals,
    List<Asset> assets,
    Instant start,
    Instant end) {

  public static final String EVENTS = "events.jsonl";
  public static final String PRINCIPALS = "principals.csv";
  public static final String ASSETS = "assets.csv";

  public Scenario {
    events = List.copyOf(events);
    principals = List.copyOf(principals);
    assets = List.copyOf(assets);
  }

  public static Scenario read(Path folder, Instant start, Instant end) throws IOException {
    return ScenarioFiles.read(folder, start, end);
  }

  /** Writes the three files, the events uncompressed, and returns the folder. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    ScenarioFiles.write(this, folder);
    return folder;
  }
}

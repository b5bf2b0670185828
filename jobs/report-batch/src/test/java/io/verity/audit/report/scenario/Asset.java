package io.verity.audit.report.scenario;

import java.util.List;

/** A line of assets.csv, as far as metrics ask for it. */
public record Asset(String id, String type, String name, List<String> tags) {}

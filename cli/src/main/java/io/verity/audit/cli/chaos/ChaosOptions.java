package io.verity.audit.cli.chaos;

/** What a campaign is asked for; the same options draw the same faults. */
public record ChaosOptions(int rounds, long seed, int eventsPerSecond) {}

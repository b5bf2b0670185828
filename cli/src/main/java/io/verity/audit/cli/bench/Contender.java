package io.verity.audit.cli.bench;

/** A way from the same events into the same table. */
interface Contender {

  String name();

  /** One pass over all events, on tables that are empty at its start. */
  Measurement run(BenchStage stage) throws Exception;
}

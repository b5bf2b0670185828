package io.verity.audit.cli.chaos;

import java.util.Locale;

/** What is done to one of the three processes; the weight says how often, compared to others. */
enum Fault {
  CLICKHOUSE_KILL(Target.CLICKHOUSE, 4),
  /** Killed while the ledger shows an intent without its mark. */
  CLICKHOUSE_KILL_IN_COMMIT(Target.CLICKHOUSE, 5),
  /** Stopped by SIGSTOP for longer than an INSERT may take, then continued. */
  CLICKHOUSE_STALL(Target.CLICKHOUSE, 1),
  /** Killed, and restored from its newest checkpoint. */
  FLINK_KILL_RESUME(Target.FLINK, 3),
  /** Killed, and started without any state: the ledger alone says where to go on. */
  FLINK_KILL_STATELESS(Target.FLINK, 2),
  /** Killed, and restored from a checkpoint whose offsets were covered long ago. */
  FLINK_KILL_OLD_CHECKPOINT(Target.FLINK, 2),
  /** A writer that stands still in the middle of whatever it does, then goes on. */
  FLINK_STALL(Target.FLINK, 1),
  KAFKA_KILL(Target.KAFKA, 1);

  /** The process that a fault strikes. */
  enum Target {
    CLICKHOUSE,
    FLINK,
    KAFKA
  }

  private final Target target;
  private final int weight;

  Fault(Target target, int weight) {
    this.target = target;
    this.weight = weight;
  }

  Target target() {
    return target;
  }

  int weight() {
    return weight;
  }

  boolean isStall() {
    return this == CLICKHOUSE_STALL || this == FLINK_STALL;
  }

  boolean killsJob() {
    return target == Target.FLINK && !isStall();
  }

  /** The name in the summary. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.verity.audit.cli.chaos;

import io.verity.audit.stack.LocalStack;
import java.util.ArrayList;
import java.util.List;

/** The faults of one round, done and undone. */
final class Strike implements AutoCloseable {

  private final LocalStack stack;
  private final JobUnderTest job;
  private final Round round;
  private final List<Freeze> frozen = new ArrayList<>();

  Strike(LocalStack stack, JobUnderTest job, Round round) {
    this.stack = stack;
    this.job = job;
    this.round = round;
  }

  /** All of them, one right after the other. */
  void land() {
    for (Fault fault : round.faults()) {
      switch (fault) {
        case CLICKHOUSE_KILL, CLICKHOUSE_KILL_IN_COMMIT -> stack.clickHouse().kill();
        case CLICKHOUSE_STALL -> frozen.add(Freeze.of(stack.clickHouse().pid()));
        case FLINK_KILL_RESUME, FLINK_KILL_STATELESS, FLINK_KILL_OLD_CHECKPOINT -> job.kill();
        case FLINK_STALL -> frozen.add(job.freeze());
        case KAFKA_KILL -> stack.kafka().kill();
      }
    }
  }

  /** The servers first: a job refuses to start without them. Returns when all of them answer. */
  void repair() throws InterruptedException {
    close();
    for (Fault fault : round.faults()) {
      switch (fault) {
        case CLICKHOUSE_KILL, CLICKHOUSE_KILL_IN_COMMIT -> stack.clickHouse().restart();
        case KAFKA_KILL -> stack.kafka().restart();
        default -> {}
      }
    }
    for (Fault fault : round.faults()) {
      switch (fault) {
        case FLINK_KILL_RESUME -> startJob(false);
        case FLINK_KILL_STATELESS -> startJob(true);
        case FLINK_KILL_OLD_CHECKPOINT -> {
          job.checkpoints().bringBack();
          job.start(round.shape());
        }
        default -> {}
      }
    }
  }

  /** What stands still goes on. */
  @Override
  public void close() {
    frozen.forEach(Freeze::close);
    frozen.clear();
  }

  /** A dead job's folder is the best one to copy: that is how a crash leaves it. */
  private void startJob(boolean stateless) throws InterruptedException {
    if (!job.checkpoints().hasCopy()) {
      job.checkpoints().copy();
    }
    if (stateless) {
      job.checkpoints().startAnew();
    }
    job.start(round.shape());
  }
}

package io.verity.audit.collect.engine;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.verity.audit.store.EvidenceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The task of a record, called by the record's id: however many replicas want it collected, there
 * is one. It goes when the record is collected or given up. Its data says how many attempts there
 * were before.
 */
final class CollectTask {

  static final TaskDescriptor<String> TASK =
      TaskDescriptor.of("verity-collect-evidence", String.class);

  /** Somebody waits for it. */
  static final int AT_ONCE = 5;

  static final int WHEN_DUE = 0;

  /** The database was away, for example. */
  private static final Duration BROKEN = Duration.ofSeconds(5);

  private final Collector collector;
  private final DatabaseClock clock;

  CollectTask(Collector collector, DatabaseClock clock) {
    this.collector = collector;
    this.clock = clock;
  }

  Task<String> task() {
    return Tasks.custom(TASK)
        .onDeadExecutionRevive()
        .onFailure(new FailureHandler.OnFailureRetryLater<>(BROKEN))
        .execute((instance, context) -> run(instance));
  }

  private CompletionHandler<String> run(TaskInstance<String> instance) {
    try {
      Optional<Duration> again =
          collector.attempt(
              UUID.fromString(instance.getId()), Integer.parseInt(instance.getData()));
      if (again.isEmpty()) {
        return new OnCompleteRemove<>();
      }
      Instant next = clock.now().plus(again.get());
      return (complete, operations) -> operations.reschedule(complete, next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while collecting record " + instance.getId(), e);
    }
  }

  /** Does nothing where it is there already. */
  static void schedule(SchedulerClient client, EvidenceRecord record, Instant at, int priority) {
    client.schedule(instance(record, priority), at, ScheduleOptions.WHEN_EXISTS_DO_NOTHING);
  }

  /** With all its attempts before it, and at once though it may wait for its next one. */
  static void again(SchedulerClient client, EvidenceRecord record, Instant now) {
    try {
      client.schedule(instance(record, AT_ONCE), now, ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
    } catch (TaskInstanceCurrentlyExecutingException e) {
      // an attempt is running this very moment, which is what was asked for
    }
  }

  private static TaskInstance<String> instance(EvidenceRecord record, int priority) {
    return TASK.instance(record.id().toString())
        .data(String.valueOf(record.attempt()))
        .priority(priority)
        .build();
  }
}

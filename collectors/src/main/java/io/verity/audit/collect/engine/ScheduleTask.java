package io.verity.audit.collect.engine;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.verity.audit.collect.engine.CronTimes.Period;
import io.verity.audit.store.Control;
import io.verity.audit.store.Controls;
import io.verity.audit.store.CreatedEvidence;
import io.verity.audit.store.EvidenceRecords;
import io.verity.audit.store.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recurring task of a control, called by its id. Which periods have ended is not taken from
 * when it fires, but from the database's clock and from where the schedule had got to: a replica
 * that fires too early asks for nothing, and one that fires late, or that was away, leaves nothing
 * out. Asking for a period twice changes nothing.
 */
final class ScheduleTask {

  static final TaskDescriptor<String> TASK =
      TaskDescriptor.of("verity-control-schedule", String.class);

  /** Before all collecting, which takes longer. */
  static final int PRIORITY = 10;

  /** Two days of hours; what is older has to be asked for by a person. */
  static final int MOST_AT_ONCE = 48;

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleTask.class);
  private static final Duration BROKEN = Duration.ofSeconds(5);

  private final Controls controls;
  private final EvidenceRecords records;
  private final DatabaseClock clock;
  private final Function<String, CronTimes> cron;
  private final String account;
  private final EngineNumbers numbers;

  ScheduleTask(
      Controls controls,
      EvidenceRecords records,
      DatabaseClock clock,
      Function<String, CronTimes> cron,
      String account,
      EngineNumbers numbers) {
    this.controls = controls;
    this.records = records;
    this.clock = clock;
    this.cron = cron;
    this.account = account;
    this.numbers = numbers;
  }

  Task<String> task() {
    return Tasks.custom(TASK)
        .onDeadExecutionRevive()
        .onFailure(new FailureHandler.OnFailureRetryLater<>(BROKEN))
        .defaultPriority(PRIORITY)
        .execute(this::fire);
  }

  private CompletionHandler<String> fire(TaskInstance<String> instance, ExecutionContext context) {
    UUID id = UUID.fromString(instance.getId());
    Optional<Control> control = controls.find(id).filter(one -> one.retiredAt() == null);
    if (control.isEmpty()) {
      return new OnCompleteRemove<>();
    }
    ScheduleData data = ScheduleData.read(instance.getData());
    CronTimes times = cron.apply(data.cron());
    Instant now = clock.sync();
    Instant due = context.getExecution().getExecutionTime();
    numbers.lag(Math.max(0, Duration.between(due, now).toMillis()));
    request(control.get(), data, times, now, context.getSchedulerClient());
    Instant next = times.next(now);
    return (complete, operations) -> operations.reschedule(complete, next);
  }

  private void request(
      Control control, ScheduleData data, CronTimes times, Instant now, SchedulerClient client) {
    Instant last = records.lastPeriodEnd(control.id());
    Instant after = last == null ? data.since() : last;
    List<Period> ended = times.ended(after, now, MOST_AT_ONCE);
    if (!ended.isEmpty() && times.previous(ended.get(0).start().plusNanos(1)).isAfter(after)) {
      LOG.warn(
          "{}: of the periods since {} only the last {} are collected; ask for the others",
          control.controlId(),
          after,
          MOST_AT_ONCE);
    }
    for (Period period : ended) {
      CreatedEvidence asked =
          records.request(control.id(), period.start(), period.end(), Trigger.SCHEDULE, account);
      if (asked.isNew()) {
        CollectTask.schedule(client, asked.record(), now, CollectTask.WHEN_DUE);
      }
    }
  }
}

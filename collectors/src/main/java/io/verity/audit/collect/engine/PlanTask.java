package io.verity.audit.collect.engine;

import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.verity.audit.store.Control;
import io.verity.audit.store.Controls;
import io.verity.audit.store.EvidenceFilter;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import io.verity.audit.store.EvidenceStatus;
import io.verity.audit.store.Page;
import io.verity.audit.store.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tasks in step with the database: one for each control that can be collected, with the
 * schedule that it has now; none for one that was retired; and one for each record that was asked
 * for by a replica that died before it could say so.
 */
final class PlanTask {

  private static final Logger LOG = LoggerFactory.getLogger(PlanTask.class);
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final int PAGE = 500;

  private final Controls controls;
  private final EvidenceRecords records;
  private final Collectability collectability;
  private final DatabaseClock clock;
  private final Function<String, CronTimes> cron;

  PlanTask(
      Controls controls,
      EvidenceRecords records,
      Collectability collectability,
      DatabaseClock clock,
      Function<String, CronTimes> cron) {
    this.controls = controls;
    this.records = records;
    this.collectability = collectability;
    this.clock = clock;
    this.cron = cron;
  }

  RecurringTask<Void> task() {
    return Tasks.recurring("verity-collection-plan", FixedDelay.of(EVERY))
        .execute((instance, context) -> plan(context.getSchedulerClient()));
  }

  void plan(SchedulerClient client) {
    Map<String, String> planned = tasks(client, ScheduleTask.TASK.getTaskName());
    for (Control control : controls.all()) {
      if (collectability.problem(control).isEmpty()) {
        plan(client, control, planned.remove(control.id().toString()));
      }
    }
    // what is left over belongs to controls that nobody collects any more
    planned
        .keySet()
        .forEach(id -> unlessAtWork(() -> client.cancel(ScheduleTask.TASK.instanceId(id))));
    adopt(client);
  }

  private void plan(SchedulerClient client, Control control, String planned) {
    Instant now = clock.now();
    String id = control.id().toString();
    ScheduleData wanted = new ScheduleData(now, control.schedule());
    try {
      Instant next = cron.apply(control.schedule()).next(now);
      if (planned == null) {
        client.scheduleIfNotExists(
            ScheduleTask.TASK
                .instance(id)
                .data(wanted.text())
                .priority(ScheduleTask.PRIORITY)
                .build(),
            next);
      } else if (!ScheduleData.read(planned).cron().equals(control.schedule())) {
        LOG.info("{} is collected at {} from now on", control.controlId(), control.schedule());
        unlessAtWork(
            () -> client.reschedule(ScheduleTask.TASK.instanceId(id), next, wanted.text()));
      }
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "{} can't be scheduled at \"{}\": {}",
          control.controlId(),
          control.schedule(),
          e.getMessage());
    }
  }

  private void adopt(SchedulerClient client) {
    List<EvidenceRecord> pending = pending();
    if (pending.isEmpty()) {
      return;
    }
    // asked after the records: what is missing here was never planned, or is over by now
    Set<String> planned = new HashSet<>(tasks(client, CollectTask.TASK.getTaskName()).keySet());
    Instant now = clock.now();
    for (EvidenceRecord record : pending) {
      if (!planned.contains(record.id().toString())) {
        CollectTask.schedule(client, record, now, CollectTask.WHEN_DUE);
      }
    }
  }

  private List<EvidenceRecord> pending() {
    EvidenceFilter filter =
        new EvidenceFilter(null, null, EvidenceStatus.PENDING.value(), null, null);
    List<EvidenceRecord> pending = new ArrayList<>();
    String cursor = null;
    do {
      Page<EvidenceRecord> page = records.page(filter, PAGE, cursor);
      page.items().stream()
          .filter(record -> !record.trigger().equals(Trigger.MANUAL.value()))
          .forEach(pending::add);
      cursor = page.nextCursor();
    } while (cursor != null);
    return pending;
  }

  /** Data by id, of those at work, too. */
  private static Map<String, String> tasks(SchedulerClient client, String name) {
    Map<String, String> tasks = new HashMap<>();
    client.fetchScheduledExecutionsForTask(
        name,
        String.class,
        ScheduledExecutionsFilter.all(),
        task -> tasks.put(task.getTaskInstance().getId(), task.getData()));
    return tasks;
  }

  /** One that is at work, or that has gone meanwhile, is seen to the next time. */
  private static void unlessAtWork(Runnable change) {
    try {
      change.run();
    } catch (TaskInstanceException e) {
      LOG.debug("Left for the next time: {}", e.getMessage());
    }
  }
}

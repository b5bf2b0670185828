package io.verity.audit.control.queue;

import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.RunEvent;
import io.verity.audit.store.RunEvents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the database says happened, in the order in which it was committed: no sample, all of it.
 */
record History(List<RunEvent> events) {

  private static final int PAGE = 5_000;

  static History since(DatabaseAccess access, long seq) {
    try (Database database = new Database(access)) {
      RunEvents source = new RunEvents(database);
      List<RunEvent> all = new ArrayList<>();
      List<RunEvent> page = source.after(seq, PAGE);
      while (!page.isEmpty()) {
        all.addAll(page);
        page = source.after(page.get(page.size() - 1).seq(), PAGE);
      }
      return new History(List.copyOf(all));
    }
  }

  /** How many runs were at work at most. */
  int mostAtWork() {
    Set<UUID> atWork = new HashSet<>();
    int most = 0;
    for (RunEvent event : events) {
      if (event.type().equals("report.processing")) {
        atWork.add(event.runId());
      } else {
        atWork.remove(event.runId());
      }
      most = Math.max(most, atWork.size());
    }
    return most;
  }

  /** How often each run came to an end, and whether anything came after that. */
  Map<UUID, String> ends() {
    return events.stream().collect(Collectors.groupingBy(RunEvent::runId)).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, run -> end(run.getValue())));
  }

  private static String end(List<RunEvent> run) {
    long ends = run.stream().filter(History::isEnd).count();
    RunEvent last = run.get(run.size() - 1);
    return ends == 1 && isEnd(last) ? last.type() : ends + " ends, the last " + last;
  }

  private static boolean isEnd(RunEvent event) {
    return Set.of("report.completed", "report.failed").contains(event.type());
  }

  long withError(String part) {
    return events.stream()
        .filter(event -> event.error() != null && event.error().contains(part))
        .count();
  }
}

package io.verity.audit.ingest;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** How long the trail stood still around something that was done to the job, as the ledger says. */
final class Interruption {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Trail trail;
  private final String what;
  private final long before;

  /** Begins once the job commits what the load sends. */
  Interruption(Trail trail, String what) {
    this.trail = trail;
    this.what = what;
    awaitCommits();
    List<Long> commits = trail.commits();
    this.before = commits.get(commits.size() - 1);
  }

  /** Waits for commits of the job as it is now, and tells the longest time without one. */
  void tell() {
    awaitCommits();
    List<Long> since = trail.commits().stream().filter(at -> at >= before).toList();
    long longest = 0;
    for (int i = 1; i < since.size(); i++) {
      longest = Math.max(longest, since.get(i) - since.get(i - 1));
    }
    System.err.printf("interruption: %-36s %5.1f s between commits%n", what, longest / 1e3);
  }

  private void awaitCommits() {
    long now = System.currentTimeMillis();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> trail.commits().stream().filter(at -> at > now).count() > 1);
  }
}

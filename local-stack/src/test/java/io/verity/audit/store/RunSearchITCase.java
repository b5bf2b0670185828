package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of runs and of the access log, page by page. */
class RunSearchITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private static final String WHO = "pages-" + UUID.randomUUID();
  private static final RunFilter MINE = new RunFilter(null, null, WHO, null, null);

  private static Database database;
  private static RunSearch search;

  @BeforeAll
  static void makeRuns() {
    database = SERVER.as("control");
    search = new RunSearch(database);
    // many at the same time: a page may end in the midst of them
    insert(12, "2026-10-02T00:00:00Z", "soc2");
    insert(5, "2026-10-01T00:00:00.000001Z", "sox");
    insert(8, "2026-10-01T00:00:00Z", "soc2");
  }

  private static void insert(int count, String at, String framework) {
    SERVER.sql(
        "control",
        "INSERT INTO report_runs (report_type, period_start, period_end, requested_by,"
            + " requested_at, formats) SELECT '%s', '2026-07-01', '2026-08-01', '%s', '%s', '{pdf}' FROM generate_series(1, %d)"
                .formatted(framework, WHO, at, count));
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 24, 25, 1000})
  void thePagesTogetherAreAllOfThemOnceNewestFirst(int limit) {
    List<ReportRun> all = new ArrayList<>();
    String cursor = null;
    do {
      Page<ReportRun> page = search.page(MINE, limit, cursor);
      assertThat(page.items()).hasSizeBetween(1, limit);
      all.addAll(page.items());
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(all).hasSize(25).doesNotHaveDuplicates();
    assertThat(all)
        .isSortedAccordingTo(
            Comparator.comparing(ReportRun::requestedAt)
                .thenComparing(run -> run.id().toString())
                .reversed());
  }

  @Test
  void onlyWhatIsLookedForIsFound() {
    Instant from = Instant.parse("2026-10-01T00:00:00.000001Z");
    Instant to = Instant.parse("2026-10-02T00:00:00Z");
    assertThat(found(new RunFilter(null, "sox", WHO, null, null))).isEqualTo(5);
    assertThat(found(new RunFilter(null, null, WHO, from, null))).isEqualTo(17);
    assertThat(found(new RunFilter(null, null, WHO, null, to))).isEqualTo(13);
    assertThat(found(new RunFilter(RunStatus.PENDING, "soc2", WHO, from, to))).isZero();
    assertThat(found(new RunFilter(RunStatus.FAILED, null, WHO, null, null))).isZero();
    assertThat(found(new RunFilter(null, null, "nobody", null, null))).isZero();
  }

  @Test
  void verificationsAreNoReports() {
    String who = "verified-" + UUID.randomUUID();
    ReportRuns runs = new ReportRuns(database);
    UUID id = runs.createQueued(QueuedRuns.wanted(who, null, (String) null)).run().id();
    runs.createQueued(QueuedRuns.wanted(who, null, new Queueing(1, null, id)));
    assertThat(search.page(new RunFilter(null, null, who, null, null), 10, null).items())
        .map(ReportRun::id)
        .containsExactly(id);
    QueuedRuns.clear(SERVER);
  }

  @Test
  void aForgedCursorIsRefused() {
    String real = search.page(MINE, 3, null).nextCursor();
    byte[] bytes = Base64.getUrlDecoder().decode(real);
    IntStream.range(0, bytes.length)
        .forEach(
            i -> {
              byte[] forged = bytes.clone();
              forged[i] ^= 1;
              refused(MINE, Base64.getUrlEncoder().withoutPadding().encodeToString(forged));
            });
    refused(MINE, "");
    refused(MINE, "' OR 1=1 --");
    refused(MINE, real + "AAAA");
    refused(MINE, real.substring(4));
    refused(new RunFilter(null, null, "another", null, null), real);
    refused(MINE, Cursor.of(MINE, Long.MIN_VALUE, 0, 0));
    refused(MINE, Cursor.of(MINE, Long.MAX_VALUE, 0, 0));
  }

  @Test
  void whatCanNotBeAskedForIsRefusedBeforeTheServerHearsOfIt() {
    for (int limit : new int[] {-1, 0, 1_001}) {
      assertThatThrownBy(() -> search.page(MINE, limit, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not 1 to 1000");
    }
    assertThatThrownBy(() -> new RunFilter(null, "a\0b", null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RunFilter(null, null, null, Instant.MAX, null))
        .isInstanceOf(IllegalArgumentException.class);
    RunFilter widest =
        new RunFilter(
            null,
            null,
            WHO,
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.parse("9999-12-31T23:59:59.999999Z"));
    assertThat(found(widest)).isEqualTo(25);
  }

  @Test
  void theAccessLogIsReadTheSameWay() {
    AccessLog log = new AccessLog(database);
    for (int i = 0; i < 5; i++) {
      log.record(WHO, "getReport", "run " + i % 2, "200", "{\"n\": " + i + "}");
    }
    AccessLogReader reader = new AccessLogReader(database);
    AccessFilter mine = new AccessFilter(WHO, null, null, null);
    Page<LoggedAccess> first = reader.page(mine, 3, null);
    Page<LoggedAccess> second = reader.page(mine, 3, first.nextCursor());
    assertThat(first.items())
        .map(LoggedAccess::detailJson)
        .containsExactly("{\"n\": 4}", "{\"n\": 3}", "{\"n\": 2}");
    assertThat(second.items())
        .map(LoggedAccess::detailJson)
        .containsExactly("{\"n\": 1}", "{\"n\": 0}");
    assertThat(second.nextCursor()).isNull();
    assertThat(reader.page(new AccessFilter(WHO, "run 1", null, null), 9, null).items()).hasSize(2);
    Instant last = first.items().get(0).at();
    assertThat(reader.page(new AccessFilter(WHO, null, null, last), 9, null).items()).hasSize(4);
    assertThat(reader.page(new AccessFilter(WHO, null, last, null), 9, null).items()).hasSize(1);
    assertThatThrownBy(() -> reader.page(AccessFilter.ANY, 3, first.nextCursor()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int found(RunFilter filter) {
    return search.page(filter, 1_000, null).items().size();
  }

  private static void refused(RunFilter filter, String cursor) {
    assertThatThrownBy(() -> search.page(filter, 3, cursor))
        .as(cursor)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cursor");
  }
}

package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One record for a control and a period, ended by one attempt, and never changed after. */
class EvidenceRecordsITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private static final Instant START = SampleEvidence.START;
  private static final Instant END = SampleEvidence.END;

  private static Database database;
  private static EvidenceRecords records;

  private final NewControl control = SampleEvidence.loaded(database);

  @BeforeAll
  static void connect() {
    database = SERVER.as("control");
    records = new EvidenceRecords(database);
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @Test
  void collectorsThatRaceMakeOneRecordAndOneCollection() throws Exception {
    ExecutorService racers = Executors.newFixedThreadPool(8);
    List<Callable<CreatedEvidence>> requests = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      requests.add(() -> records.request(control.id(), START, END, Trigger.SCHEDULE, "replica"));
    }
    List<CreatedEvidence> answers = new ArrayList<>();
    for (Future<CreatedEvidence> answer : racers.invokeAll(requests)) {
      answers.add(answer.get());
    }
    assertThat(answers).filteredOn(CreatedEvidence::isNew).hasSize(1);
    assertThat(answers).extracting(answer -> answer.record().id()).containsOnly(id(answers));

    UUID id = id(answers);
    int first = begin(id);
    int second = begin(id);
    assertThat(second).isEqualTo(first + 1);
    assertThatThrownBy(() -> collect(id, first)).isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> fail(id, first)).isInstanceOf(FencedException.class);
    collect(id, second);
    assertThat(records.begin(id, "another", "sql/1")).isEmpty();
    assertThatThrownBy(() -> collect(id, second)).isInstanceOf(FencedException.class);
    assertThat(new Custody(database).of(id))
        .extracting(CustodyEntry::action)
        .containsExactly("requested", "started", "started", "stored", "collected");
    racers.shutdown();
  }

  private static UUID id(List<CreatedEvidence> answers) {
    return answers.get(0).record().id();
  }

  @Test
  void itBeginsPendingAndEmpty() {
    EvidenceRecord record = request().record();
    assertThat(record.status()).isEqualTo("pending");
    assertThat(record.rawPayload()).isEqualTo("{}");
    assertThat(record.contentHash())
        .isEqualTo(SERVER.sql("control", "SELECT encode(sha256('{}'), 'hex')"));
    assertThat(record.trigger()).isEqualTo("ad_hoc");
    assertThat(record.attempt()).isZero();
    assertThatThrownBy(() -> collect(record.id(), 0))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nobody has begun");
  }

  @Test
  void aFailedOneKeepsItsReasonAndWhatCameUntilTheNextAttempt() {
    UUID id = request().record().id();
    records.failed(
        id, begin(id), "the source\0 hung", "{\"x\":1}", SampleEvidence.HASH, "collector");
    EvidenceRecord failed = records.find(id).orElseThrow();
    assertThat(failed.status()).isEqualTo("failed");
    assertThat(failed.error()).isEqualTo("the source  hung");
    assertThat(failed.rawPayload()).isEqualTo("{\"x\": 1}");
    assertThat(failed.contentHash()).isEqualTo(SampleEvidence.HASH);
    collect(id, begin(id));
    EvidenceRecord collected = records.find(id).orElseThrow();
    assertThat(collected.error()).isNull();
    assertThat(collected.attempt()).isEqualTo(2);
    assertThat(collected.objectVersionId()).isEqualTo("v1");
    assertThat(new Custody(database).of(id).get(2).detailJson()).contains("the source  hung");
  }

  @Test
  void whatIsToldOfACollectionIsInItsChainOfCustody() {
    UUID id = request().record().id();
    int attempt = begin(id);
    records.collected(
        id, attempt, "{}", SampleEvidence.HASH, "k", "v", "who", "{\"trail\": \"jdbc:...\"}");
    List<CustodyEntry> chain = new Custody(database).of(id);
    assertThat(chain).extracting(CustodyEntry::actor).contains("mei", "verity-collector", "who");
    assertThat(chain.get(2).detailJson())
        .contains("\"object_key\": \"k\"", "\"version_id\": \"v\"");
    assertThat(chain.get(3).detailJson())
        .contains("\"trail\": \"jdbc:...\"", "\"content_hash\"", "\"collector_ver\": \"sql/1\"");
    assertThat(chain).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE evidence_records SET raw_payload = '{\"forged\": true}' WHERE id = '%s'",
        "UPDATE evidence_records SET status = 'failed', error = 'x' WHERE id = '%s'",
        "UPDATE evidence_records SET status = 'pending', attempt = attempt + 1 WHERE id = '%s'",
        "UPDATE evidence_records SET collected_at = collected_at WHERE id = '%s'",
        "UPDATE evidence_records SET period_end = period_end + interval '1 day' WHERE id = '%s'",
        "DELETE FROM evidence_records WHERE id = '%s'",
        "UPDATE evidence_custody SET actor = 'x' WHERE record_id = '%s'",
        "DELETE FROM evidence_custody WHERE record_id = '%s'",
        "DELETE FROM controls WHERE id IN (SELECT control_id FROM evidence_records WHERE id = '%s')"
      })
  void notEvenTheOwnerChangesWhatIsCollected(String statement) {
    UUID id = SampleEvidence.collected(database, control.id(), START, END);
    EvidenceRecord before = records.find(id).orElseThrow();
    assertThatThrownBy(() -> SERVER.sql("admin", statement.formatted(id)))
        .isInstanceOf(StoreException.class)
        .hasMessageMatching("(?s).*(never changes|rows are kept as they were written).*");
    assertThat(records.find(id)).contains(before);
  }

  @Test
  void notEvenTheOwnerChangesWhatWasAskedFor() {
    UUID id = request().record().id();
    for (String change :
        List.of("period_start = '2020-01-01'", "requested_by = 'x'", "trigger = 'manual'")) {
      assertThatThrownBy(
              () ->
                  SERVER.sql(
                      "admin",
                      "UPDATE evidence_records SET %s WHERE id = '%s'".formatted(change, id)))
          .hasMessageContaining("never change");
    }
    assertThatThrownBy(
            () ->
                SERVER.sql(
                    "admin",
                    "UPDATE evidence_records SET attempt = 7 WHERE id = '%s'".formatted(id)))
        .hasMessageContaining("does not follow");
  }

  @Test
  void pagesTogetherAreAllOfThemTheNewestPeriodFirst() {
    for (int day = 0; day < 7; day++) {
      Instant start = START.plusSeconds(86_400L * day);
      records.request(control.id(), start, start.plusSeconds(86_400), Trigger.SCHEDULE, "c");
    }
    EvidenceFilter mine = new EvidenceFilter(control.id(), null, null, null, null);
    List<EvidenceRecord> all = new ArrayList<>();
    String cursor = null;
    do {
      Page<EvidenceRecord> page = records.page(mine, 3, cursor);
      all.addAll(page.items());
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(all).hasSize(7).doesNotHaveDuplicates();
    assertThat(all)
        .isSortedAccordingTo((a, b) -> b.periodEnd().compareTo(a.periodEnd()))
        .allMatch(record -> record.rawPayload() == null);
    assertThat(records.lastPeriodEnd(control.id())).isEqualTo(START.plusSeconds(7 * 86_400));
    Instant from = START.plusSeconds(86_400);
    assertThat(found(new EvidenceFilter(null, control.framework(), null, from, null))).isEqualTo(6);
    assertThat(found(new EvidenceFilter(control.id(), null, null, from, from.plusSeconds(86_400))))
        .isEqualTo(1);
    assertThat(found(new EvidenceFilter(control.id(), null, "collected", null, null))).isZero();
    String real = records.page(mine, 3, null).nextCursor();
    assertThatThrownBy(() -> records.page(EvidenceFilter.ANY, 3, real))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReportSeesAllOfAPeriodWithPayloads() {
    UUID inside = SampleEvidence.collected(database, control.id(), START, END);
    SampleEvidence.collected(database, control.id(), START, END.plusSeconds(1));
    List<EvidenceRecord> within = records.within(control.framework(), START, END);
    assertThat(within).extracting(EvidenceRecord::id).containsExactly(inside);
    assertThat(within.get(0).rawPayload()).isEqualTo("{\"a\": 1}");
    assertThat(records.within(control.framework(), START.plusSeconds(1), END)).isEmpty();
  }

  @Test
  void aScheduleThatHasNotBegunHasNoEnd() {
    request();
    assertThat(records.lastPeriodEnd(control.id())).isNull();
  }

  private static int found(EvidenceFilter filter) {
    return records.page(filter, 1_000, null).items().size();
  }

  private CreatedEvidence request() {
    return records.request(control.id(), START, END, Trigger.AD_HOC, "mei");
  }

  private static int begin(UUID id) {
    return records.begin(id, "verity-collector", "sql/1").orElseThrow().attempt();
  }

  private static void collect(UUID id, int attempt) {
    records.collected(
        id, attempt, "{\"a\":1}", SampleEvidence.HASH, "key/" + id, "v1", "collector", null);
  }

  private static void fail(UUID id, int attempt) {
    records.failed(id, attempt, "x", null, null, "collector");
  }
}

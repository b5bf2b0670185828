package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which versions holds cover, and that no version loses a hold that it still needs. */
class HoldObjectsITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private static final Instant START = SampleEvidence.START;
  private static final Instant END = SampleEvidence.END;
  private static final Instant FAR_END = Instant.parse("2031-02-01T00:00:00Z");

  private static Database database;
  private static Holds holds;
  private static HoldObjects objects;

  private final NewControl control = SampleEvidence.loaded(database);
  private final Map<String, Boolean> store = new HashMap<>();

  @BeforeAll
  static void connect() {
    database = SERVER.as("control");
    holds = new Holds(database);
    objects = new HoldObjects(database);
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @Test
  void aScopeCoversWhatItNamesAndWhatComesLater() {
    UUID july = SampleEvidence.collected(database, control.id(), START, END);
    UUID august = SampleEvidence.collected(database, control.id(), END, END.plusSeconds(60));
    SampleEvidence.collected(database, other().id(), START, END);
    UUID byId = stands("{\"evidence\": [\"%s\"]}".formatted(august));
    UUID byControl = stands("{\"controls\": [\"%s\"]}".formatted(control.id()));
    UUID byFramework =
        stands(
            "{\"frameworks\": [\"%s\"], \"period_start\": \"%s\"}"
                .formatted(control.framework(), END));
    // a time of its own: it covers what all tests have there
    UUID then =
        SampleEvidence.collected(
            database, other().id(), Instant.parse("2031-01-01T00:00:00Z"), FAR_END);
    UUID byPeriod =
        stands(
            "{\"period_start\": \"2031-01-31T00:00:00Z\", \"period_end\": \"2032-01-01T00:00:00Z\"}");
    UUID trailOnly = stands("{\"trail\": true}");
    assertThat(covered(byId)).containsExactly(august);
    assertThat(covered(byControl)).containsExactlyInAnyOrder(july, august);
    assertThat(covered(byFramework)).containsExactly(august);
    assertThat(covered(byPeriod)).containsExactly(then);
    assertThat(covered(trailOnly)).isEmpty();
    UUID later = SampleEvidence.collected(database, control.id(), END, END.plusSeconds(90));
    assertThat(covered(byControl)).containsExactlyInAnyOrder(july, august, later);
  }

  /** A file may be handed in where collecting failed; the record stays one of the schedule. */
  @ParameterizedTest
  @EnumSource(Trigger.class)
  void theFileThatWasUploadedIsCoveredWithItsRecord(Trigger trigger) {
    EvidenceRecords records = new EvidenceRecords(database);
    UUID id = records.request(control.id(), START, END, trigger, "mei").record().id();
    int attempt = records.begin(id, "mei", "manual/1").orElseThrow().attempt();
    String payload =
        """
        {"sources":{"upload":{"kind":"manual",
         "details":{"object_key":"file/%s","version_id":"v2"}}}}"""
            .formatted(id);
    records.collected(
        id, attempt, payload, SampleEvidence.HASH, "evidence/" + id, "v1", "mei", null);
    UUID hold = stands("{\"evidence\": [\"%s\"]}".formatted(id));
    objects.note();
    assertThat(objects.of(hold, 10))
        .extracting(object -> object.objectKey() + " " + object.versionId())
        .containsExactly("evidence/" + id + " v1", "file/" + id + " v2");
  }

  /** Details are a handler's own words: none may have another's object held. */
  @Test
  void whatAHandlerCallsAnUploadIsNone() {
    EvidenceRecords records = new EvidenceRecords(database);
    UUID id = records.request(control.id(), START, END, Trigger.SCHEDULE, "mei").record().id();
    int attempt = records.begin(id, "verity-collector", "http/1").orElseThrow().attempt();
    String payload =
        """
        {"sources":{"upload":{"kind":"http",
         "details":{"object_key":"others","version_id":"v2"}}}}""";
    records.collected(
        id, attempt, payload, SampleEvidence.HASH, "evidence/" + id, "v1", "mei", null);
    assertThat(covered(stands("{\"evidence\": [\"%s\"]}".formatted(id)))).containsExactly(id);
  }

  @Test
  void aVersionIsLetGoWhenTheLastHoldThatCoversItIsReleased() {
    UUID record = SampleEvidence.collected(database, control.id(), START, END);
    UUID first = stands("{\"evidence\": [\"%s\"]}".formatted(record));
    assertThat(covered(first)).containsExactly(record);
    settle(first);
    assertThat(store).containsEntry("evidence/" + record, true);
    UUID second = stands("{\"controls\": [\"%s\"]}".formatted(control.id()));
    release(first);
    // not even noted yet by the second, which covers it all the same
    settle(first);
    assertThat(store).containsEntry("evidence/" + record, true);
    assertThat(objects.count(first)).isEqualTo(new HoldObjects.Counts(1, 0, 1));
    objects.note();
    settle(second);
    release(second);
    settle(second);
    assertThat(store).containsEntry("evidence/" + record, false);
    assertThat(new Custody(database).of(record))
        .extracting(CustodyEntry::action)
        .endsWith("held", "released", "held", "released");
  }

  @Test
  void whatTheStoreRefusesIsTriedAgain() {
    UUID record = SampleEvidence.collected(database, control.id(), START, END);
    UUID hold = stands("{\"evidence\": [\"%s\"]}".formatted(record));
    objects.note();
    HoldObject waiting = waiting(hold).get(0);
    assertThatThrownBy(
            () ->
                objects.settle(
                    waiting,
                    "worker",
                    (key, version, held) -> {
                      throw new IllegalStateException("the store is away");
                    }))
        .hasMessage("the store is away");
    assertThat(objects.count(hold)).isEqualTo(new HoldObjects.Counts(1, 0, 0));
    settle(hold);
    assertThat(objects.count(hold)).isEqualTo(new HoldObjects.Counts(1, 1, 0));
    assertThat(objects.settle(waiting, "worker", this::set)).isFalse();
  }

  @Test
  void oneReplicaAtATimeDealsWithAVersion() {
    UUID record = SampleEvidence.collected(database, control.id(), START, END);
    UUID hold = stands("{\"evidence\": [\"%s\"]}".formatted(record));
    objects.note();
    HoldObject waiting = waiting(hold).get(0);
    List<Boolean> second = new ArrayList<>();
    assertThat(
            objects.settle(
                waiting,
                "one",
                (key, version, held) -> second.add(objects.settle(waiting, "two", this::set))))
        .isTrue();
    assertThat(second).containsExactly(false);
    assertThat(store).isEmpty();
  }

  @Test
  void theDatabaseLetsNothingGoWhileItsHoldStands() {
    UUID record = SampleEvidence.collected(database, control.id(), START, END);
    UUID hold = stands("{\"evidence\": [\"%s\"]}".formatted(record));
    objects.note();
    String object = "WHERE hold_id = '%s'".formatted(hold);
    for (String role : List.of("control", "admin")) {
      assertThatThrownBy(
              () -> SERVER.sql(role, "UPDATE legal_hold_objects SET released_at = now() " + object))
          .hasMessageContaining("neither forgotten nor let go");
    }
    assertThatThrownBy(() -> SERVER.sql("admin", "DELETE FROM legal_hold_objects " + object))
        .hasMessageContaining("rows are kept");
  }

  private NewControl other() {
    return SampleEvidence.loaded(database);
  }

  private static UUID stands(String scope) {
    UUID id = holds.request(new NewHold("n", "r", scope, "ann")).id();
    holds.approve(id, "bob");
    return id;
  }

  private static void release(UUID hold) {
    holds.requestRelease(hold, "cid", "done");
    holds.approve(hold, "dan");
    holds.approve(hold, "eve");
  }

  private static List<UUID> covered(UUID hold) {
    objects.note();
    return objects.of(hold, 1_000).stream().map(HoldObject::recordId).toList();
  }

  private List<HoldObject> waiting(UUID hold) {
    return objects.waiting(null, 10_000).stream()
        .filter(object -> object.holdId().equals(hold))
        .toList();
  }

  private void settle(UUID hold) {
    waiting(hold).forEach(object -> objects.settle(object, "worker", this::set));
  }

  private void set(String key, String version, boolean held) {
    store.put(key, held);
  }
}

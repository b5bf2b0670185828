package io.verity.audit.control.holds;

import static io.verity.audit.control.auth.Role.ADMIN;
import static io.verity.audit.control.auth.Role.AUDITOR;
import static io.verity.audit.control.auth.Role.HOLD_OFFICER;
import static io.verity.audit.control.auth.Role.REQUESTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.Api;
import io.verity.audit.control.Api.Answer;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.holds.keeper.KeeperProcess;
import io.verity.audit.evidence.object.DirectoryStore;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.store.NewControl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The workflow of legal holds, from the first call to the last object that is let go. */
class HoldsITCase {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final HoldStack STACK = HoldStack.get();

  @TempDir private static Path folder;
  private static HoldApi api;

  private final NewControl control = STACK.newControl();

  @BeforeAll
  static void serve() {
    api = HoldApi.start(STACK, folder.resolve("issuer"));
  }

  @AfterAll
  static void end() {
    api.close();
  }

  @Test
  void fromTheFirstCallToTheLastObjectThatIsLetGo() throws Exception {
    String before = trail();
    try (ObjectStore store = new DirectoryStore(folder.resolve("objects"), Duration.ofDays(9))) {
      String key = "evidence/" + control.framework() + "/1.json";
      String version =
          store.put(key, new byte[] {'{', '}'}, "application/json", Map.of()).versionId();
      UUID record = STACK.collected(control, 0, key, version);
      Process keeper = KeeperProcess.start(STACK, Map.of(), folder.resolve("keeper.log"));
      try (HoldWorker worker = new HoldWorker(STACK.control(), store)) {
        Answer asked =
            officer("ann")
                .post(
                    "/v1/holds",
                    "{\"name\":\"Case 7\",\"reason\":\"litigation\",\"scope\":{\"evidence\":[\"%s\"],\"trail\":true}}"
                        .formatted(record));
        assertThat(asked.status()).isEqualTo(201);
        assertThat(asked.json().path("status").asText()).isEqualTo("requested");
        assertThat(asked.json().path("requested_by").asText()).isEqualTo("ann");
        String hold = "/v1/holds/" + asked.json().path("id").asText();
        assertThat(asked.header("Location")).isEqualTo(hold);
        conflict(officer("ann").call("POST", hold + "/approvals", null), "ann asked for hold");
        conflict(officer("bob").post(hold + "/release", "{\"reason\":\"x\"}"), "does not stand");

        Answer placed = officer("bob").call("POST", hold + "/approvals", null);
        assertThat(placed.status()).isEqualTo(200);
        assertThat(placed.json().at("/approvals/0/approver").asText()).isEqualTo("bob");
        await().atMost(SOON).until(() -> get(hold).at("/objects/held").asInt() == 1);
        await().atMost(SOON).until(() -> get(hold).at("/trail/paused").asBoolean());
        assertThat(store.isHeld(key, version)).isTrue();
        assertThat(trail()).doesNotContain("TTL");
        assertThat(get(hold).at("/objects/items/0/object_key").asText()).isEqualTo(key);

        Answer release = officer("cid").post(hold + "/release", "{\"reason\":\"closed\"}");
        assertThat(release.status()).isEqualTo(202);
        assertThat(release.json().path("status").asText()).isEqualTo("release_requested");
        conflict(officer("cid").call("POST", hold + "/approvals", null), "two others have to");
        officer("dan").call("POST", hold + "/approvals", null);
        assertThat(store.isHeld(key, version)).isTrue();
        assertThat(get(hold).path("status").asText()).isEqualTo("release_requested");
        conflict(officer("dan").call("POST", hold + "/approvals", null), "has approved");
        officer("eve").call("POST", hold + "/approvals", null);
        await().atMost(SOON).until(() -> get(hold).at("/objects/released").asInt() == 1);
        await().atMost(SOON).until(() -> trail().equals(before));
        assertThat(store.isHeld(key, version)).isFalse();
        assertThat(get(hold).at("/released_at").asText()).isNotEmpty();
        conflict(officer("fay").call("POST", hold + "/approvals", null), "is released");
        assertThat(told(hold)).contains("requestHold 201", "approveHold 409", "releaseHold 202");
      } finally {
        keeper.destroy();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|covers nothing",
        "{\"trail\":false}|covers nothing",
        "{\"evidence\":[]}|a list of 1 to 100",
        "{\"evidence\":[\"00000000-0000-0000-0000-000000000000\"]}|not known here",
        "{\"controls\":[\"CC6.1\"]}|which is no id",
        "{\"reports\":[\"00000000-0000-0000-0000-000000000001\"]}|not known here",
        "{\"frameworks\":[\"soc3\"]}|not known here",
        "{\"period_start\":\"yesterday\"}|neither a date",
        "{\"period_start\":\"2026-02-01\",\"period_end\":\"2026-01-01\"}|not after",
        "{\"trail\":\"yes\"}|true or false",
        "{\"all\":true}|no field"
      })
  void aScopeThatCoversNothingIsRefused(String scope, String words) {
    Answer answer =
        officer("ann")
            .post("/v1/holds", "{\"name\":\"n\",\"reason\":\"r\",\"scope\":%s}".formatted(scope));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains(words);
  }

  @Test
  void auditorsReadHoldsAndPlaceNone() {
    String body =
        "{\"name\":\"n\",\"reason\":\"r\",\"scope\":{\"frameworks\":[\"%s\"]}}"
            .formatted(control.framework());
    String id = officer("ann").post("/v1/holds", body).json().path("id").asText();
    for (Role role : new Role[] {AUDITOR, ADMIN}) {
      Api reader = api.as("reader", role);
      assertThat(reader.get("/v1/holds/" + id).status()).isEqualTo(200);
      assertThat(reader.post("/v1/holds", body).status()).isEqualTo(403);
      assertThat(reader.call("POST", "/v1/holds/" + id + "/approvals", null).status())
          .isEqualTo(403);
      assertThat(reader.post("/v1/holds/" + id + "/release", "{}").status()).isEqualTo(403);
    }
    assertThat(api.as("mei", REQUESTER).get("/v1/holds").status()).isEqualTo(403);
    JsonNode page = api.as("reader", AUDITOR).get("/v1/holds?status=requested&limit=1").json();
    assertThat(page.at("/items/0/id").asText()).isEqualTo(id);
    assertThat(page.at("/items/0/scope/frameworks/0").asText()).isEqualTo(control.framework());
    assertThat(officer("ann").get("/v1/holds?status=placed").status()).isEqualTo(400);
    assertThat(officer("ann").get("/v1/holds/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  private static void conflict(Answer answer, String words) {
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.detail()).contains(words);
  }

  private static Api officer(String name) {
    return api.as(name, HOLD_OFFICER);
  }

  private static JsonNode get(String path) {
    return api.as("auditor", AUDITOR).get(path).json();
  }

  private static String told(String hold) {
    String id = hold.substring(hold.lastIndexOf('/') + 1);
    return STACK.sql(
        "SELECT string_agg(action || ' ' || outcome, ', ' ORDER BY id) FROM access_log"
            + " WHERE object LIKE '%"
            + id
            + "%'");
  }

  private static String trail() {
    return STACK
        .servers()
        .query(
            STACK.servers().account("admin"),
            "SELECT create_table_query FROM system.tables WHERE database = 'verity'"
                + " AND name = 'verity_audit'");
  }
}

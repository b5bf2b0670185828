package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask and who may agree: by the store in words, by the database whoever asks it. */
class HoldsITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private static Database database;
  private static Holds holds;

  @BeforeAll
  static void connect() {
    database = SERVER.as("control");
    holds = new Holds(database);
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @Test
  void oneOtherPlacesAndTwoOthersRelease() {
    UUID id = requested();
    assertThat(holds.find(id).orElseThrow().stands()).isFalse();
    refused(() -> holds.approve(id, "ann"), "ann asked for hold");
    refused(() -> holds.requestRelease(id, "bob", "done"), "does not stand yet");
    Hold placed = holds.approve(id, "bob");
    assertThat(placed.status()).isEqualTo("active");
    assertThat(holds.standing()).contains(placed);
    refused(() -> holds.approve(id, "cid"), "stands already");

    assertThat(holds.requestRelease(id, "cid", "the case is closed").status())
        .isEqualTo("release_requested");
    refused(() -> holds.requestRelease(id, "dan", "too"), "asked for already, by cid");
    refused(() -> holds.approve(id, "ann"), "can't approve its release");
    refused(() -> holds.approve(id, "cid"), "two others have to");
    assertThat(holds.approve(id, "bob").stands()).isTrue();
    refused(() -> holds.approve(id, "bob"), "has approved the release");
    Hold released = holds.approve(id, "dan");
    assertThat(released.status()).isEqualTo("released");
    assertThat(released.releaseReason()).isEqualTo("the case is closed");
    assertThat(holds.standing()).doesNotContain(released);
    refused(() -> holds.approve(id, "eve"), "is released");
    refused(() -> holds.requestRelease(id, "eve", "again"), "released already");
    assertThat(holds.approvals(id))
        .extracting(approval -> approval.action() + " " + approval.approver())
        .containsExactly("place bob", "release bob", "release dan");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // role | status it is in | what is tried | what the database says
        "control|requested|UPDATE legal_holds SET status = 'active' WHERE id = '%s'|nobody but who asked",
        "admin|requested|UPDATE legal_holds SET status = 'active' WHERE id = '%s'|nobody but who asked",
        "control|requested|INSERT INTO legal_hold_approvals (hold_id, action, approver) VALUES ('%s', 'place', 'ann')|ann asked",
        "admin|requested|INSERT INTO legal_hold_approvals (hold_id, action, approver) VALUES ('%s', 'release', 'bob')|nothing to release",
        "admin|requested|UPDATE legal_holds SET status = 'released' WHERE id = '%s'|does not follow",
        "admin|active|UPDATE legal_holds SET status = 'released' WHERE id = '%s'|does not follow",
        "admin|active|UPDATE legal_holds SET status = 'requested' WHERE id = '%s'|does not follow",
        "admin|active|UPDATE legal_holds SET scope = '{}' WHERE id = '%s'|never changes",
        "admin|active|UPDATE legal_holds SET requested_by = 'zoe' WHERE id = '%s'|never changes",
        "admin|active|UPDATE legal_holds SET status = 'release_requested' WHERE id = '%s'|who wants it released",
        "admin|active|DELETE FROM legal_holds WHERE id = '%s'|rows are kept",
        "admin|active|DELETE FROM legal_hold_approvals WHERE hold_id = '%s'|rows are kept",
        "admin|active|UPDATE legal_hold_approvals SET approver = 'x' WHERE hold_id = '%s'|rows are kept",
        "control|release_requested|UPDATE legal_holds SET status = 'released' WHERE id = '%s'|takes two",
        "admin|release_requested|UPDATE legal_holds SET status = 'released', released_at = now() WHERE id = '%s'|takes two",
        "control|release_requested|UPDATE legal_holds SET release_requested_by = 'zoe' WHERE id = '%s'|never changes",
        "control|release_requested|UPDATE legal_holds SET status = 'active' WHERE id = '%s'|does not follow",
        "control|release_requested|INSERT INTO legal_hold_approvals (hold_id, action, approver) VALUES ('%s', 'release', 'ann')|ann asked",
        "control|release_requested|INSERT INTO legal_hold_approvals (hold_id, action, approver) VALUES ('%s', 'release', 'cid')|cid asked",
        "control|release_requested|INSERT INTO legal_hold_approvals (hold_id, action, approver) VALUES ('%s', 'release', 'bob'), ('%1$s', 'release', 'bob')|duplicate key"
      })
  void theDatabaseCountsByItself(String role, String status, String statement, String answer) {
    UUID id = inStatus(status);
    assertThatThrownBy(() -> SERVER.sql(role, statement.replace("%s", "%1$s").formatted(id)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(answer);
    assertThat(holds.find(id).orElseThrow().status()).isEqualTo(status);
  }

  @Test
  void aHoldCanNotBeginAsOneThatStands() {
    assertThatThrownBy(
            () ->
                SERVER.sql(
                    "admin",
                    "INSERT INTO legal_holds (name, reason, scope, status, requested_by, active_at)"
                        + " VALUES ('n', 'r', '{}', 'active', 'ann', now())"))
        .hasMessageContaining("does not begin as requested");
  }

  @Test
  void pagesAreNewestFirstByStatus() {
    UUID older = requested();
    UUID newer = requested();
    Page<Hold> first = holds.page("requested", 1, null);
    Page<Hold> second = holds.page("requested", 1, first.nextCursor());
    assertThat(List.of(first.items().get(0).id(), second.items().get(0).id()))
        .containsExactly(newer, older);
    assertThatThrownBy(() -> holds.page("active", 1, first.nextCursor()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static UUID inStatus(String status) {
    UUID id = requested();
    if (!status.equals("requested")) {
      holds.approve(id, "bob");
    }
    if (status.equals("release_requested")) {
      holds.requestRelease(id, "cid", "done");
    }
    return id;
  }

  private static UUID requested() {
    return holds.request(new NewHold("case 7", "litigation", "{\"trail\": true}", "ann")).id();
  }

  private static void refused(Runnable change, String words) {
    assertThatThrownBy(change::run)
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(words);
  }
}

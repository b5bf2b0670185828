package io.verity.audit.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.control.Api.Answer;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.http.Route;
import io.verity.audit.control.http.Route.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every role at every route: generated from the table, and compared with the document. */
class RoleMatrixITCase {

  private static final TestPlane PLANE = TestPlane.get();
  private static final List<String> WRITES_NOTHING =
      List.of(
          "report_runs",
          "report_artifacts",
          "report_events",
          "webhooks",
          "webhook_deliveries",
          "principals",
          "assets",
          "reference_revisions",
          "controls",
          "evidence_records",
          "legal_holds",
          "legal_hold_approvals",
          "legal_hold_objects");

  static List<Route> routes() {
    // pages are for people, and tell nothing
    return PLANE.plane().routes().routes().stream()
        .filter(route -> route.kind() != Kind.PAGE)
        .toList();
  }

  static Stream<Arguments> matrix() {
    return routes().stream()
        .filter(route -> route.kind() != Kind.OPEN)
        .flatMap(
            route -> Stream.of(Role.values()).map(role -> Arguments.of(route.operationId(), role)));
  }

  private static Route route(String operationId) {
    return routes().stream()
        .filter(one -> one.operationId().equals(operationId))
        .findFirst()
        .orElseThrow();
  }

  /** A run and a webhook that are not there: what is asked is whether one may ask. */
  private static Answer call(Api api, Route route) {
    String path = route.path().replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    boolean posts = route.method().name().equals("POST");
    return api.call(
        route.method().name(),
        path,
        posts ? "{}".getBytes() : null,
        "Content-Type",
        "application/json");
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void aRoleMayCallWhatTheTableSays(String operationId, Role role) {
    Route route = route(operationId);
    if (route.roles().contains(role) && route.kind() == Kind.STREAM) {
      return; // would not end
    }
    Answer answer = call(PLANE.as("matrix-" + role.claim(), role), route);
    if (route.roles().contains(role)) {
      assertThat(answer.status()).isNotIn(401, 403);
    } else {
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  @Test
  void withoutATokenNothingButWhatIsOpen() {
    for (Route route : routes()) {
      int status = call(PLANE.anonymous(), route).status();
      if (route.kind() == Kind.OPEN) {
        assertThat(status).as(route.operationId()).isNotIn(401, 403);
      } else {
        assertThat(status).as(route.operationId()).isEqualTo(401);
      }
    }
  }

  @Test
  void aTokenWithoutARoleMayDoNothing() {
    for (Route route : routes()) {
      if (route.kind() != Kind.OPEN) {
        assertThat(call(PLANE.as("nobody"), route).status()).isEqualTo(403);
      }
    }
  }

  /** Verify makes no report: a replay is what it costs to read the truth. */
  @Test
  void anAuditorReadsEverythingAndWritesNothing() {
    Api auditor = PLANE.as("auditor-of-all", Role.AUDITOR);
    SampleRuns.completed(PLANE, "audited");
    Map<String, String> before = contents();
    List<String> writable = new ArrayList<>();
    for (Route route : routes()) {
      boolean reads = route.method().name().equals("GET");
      if (!reads && route.roles().contains(Role.AUDITOR)) {
        writable.add(route.operationId());
      }
      if (reads) {
        assertThat(route.kind() == Kind.OPEN || route.roles().contains(Role.AUDITOR))
            .as("an auditor reads " + route.operationId())
            .isTrue();
      }
      if (!writable.contains(route.operationId()) && route.kind() != Kind.STREAM) {
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")) {
          String path = route.path().replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
          auditor.call(
              method,
              path,
              method.equals("POST") ? SampleRuns.REQUEST.getBytes() : null,
              "Content-Type",
              "application/json",
              "Idempotency-Key",
              "auditor");
        }
      }
    }
    assertThat(writable).containsExactlyInAnyOrder("verifyReport", "verifyEvidence");
    assertThat(contents()).isEqualTo(before);
  }

  /** Of each table, how many rows were ever changed, and what is in it now. */
  private static Map<String, String> contents() {
    Map<String, String> contents = new TreeMap<>();
    for (String table : WRITES_NOTHING) {
      contents.put(
          table,
          PLANE.sql(
              "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text || xmin, ',' ORDER BY"
                  + " t::text)), '') FROM "
                  + table
                  + " AS t"));
    }
    return contents;
  }

  @Test
  void theTableAndTheDocumentAreTheSame() {
    Map<String, String> served = new TreeMap<>();
    for (Route route : routes()) {
      served.put(
          route.method().name() + " " + route.path(),
          route.operationId()
              + " "
              + route.roles().stream().map(Role::claim).sorted().toList()
              + (route.kind() == Kind.OPEN ? " open" : ""));
    }
    Map<String, String> described = new TreeMap<>();
    for (OpenApi.Operation operation : OpenApi.get().operations()) {
      List<String> roles = new ArrayList<>();
      operation.node().path("x-roles").forEach(role -> roles.add(role.asText()));
      boolean open = operation.node().has("security") && operation.node().get("security").isEmpty();
      described.put(
          operation.method() + " " + operation.path(),
          operation.id() + " " + roles.stream().sorted().toList() + (open ? " open" : ""));
    }
    assertThat(served).isEqualTo(described);
  }
}

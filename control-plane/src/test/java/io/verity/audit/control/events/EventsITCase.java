package io.verity.audit.control.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.control.ControlPlane;
import io.verity.audit.control.SampleRuns;
import io.verity.audit.control.TestPlane;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.events.SseReader.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventsITCase {

  private final TestPlane plane = TestPlane.get();
  private final String requester = "events-" + UUID.randomUUID();
  private final String token = plane.token(requester, Role.REQUESTER);

  @Test
  void tellsWhatBecomesOfARun() throws Exception {
    try (SseReader stream = SseReader.open(plane.plane().apiUrl(), token, null)) {
      UUID id = request(requester);
      SampleRuns.fail(plane, id, "no such luck");

      await().until(() -> of(stream, "report.failed").size() == 1);

      assertThat(kept(stream))
          .extracting(Received::type)
          .containsExactly("report.pending", "report.processing", "report.failed");
      Received last = of(stream, "report.failed").get(0);
      assertThat(last.data().path("id").asText()).isEqualTo(id.toString());
      assertThat(last.data().path("status").asText()).isEqualTo("FAILED");
      assertThat(last.data().path("attempt").asInt()).isEqualTo(1);
      assertThat(last.data().path("error").asText()).isEqualTo("no such luck");
      assertThat(last.data().path("requested_by").asText()).isEqualTo(requester);
      assertThat(plane.as(requester, Role.REQUESTER).get("/v1/reports/" + id + "/events").text())
          .contains("report.pending", "report.processing", "report.failed", "no such luck");
    }
  }

  @Test
  void tellsProgressWithoutAnId() throws Exception {
    UUID id = request(requester);
    try (SseReader stream = SseReader.open(plane.plane().apiUrl(), token, null)) {
      plane.sql(
          "UPDATE report_runs SET status = 'PROCESSING', attempt = 1, started_at = now(),"
              + " lease_owner = 't', lease_until = now() + interval '1 hour',"
              + " progress = '{\"phase\": \"querying\"}' WHERE id = '"
              + id
              + "'");

      await().until(() -> !of(stream, "report.progress").isEmpty());

      Received progress = of(stream, "report.progress").get(0);
      assertThat(progress.id()).isNull();
      assertThat(progress.data().at("/progress/phase").asText()).isEqualTo("querying");
    }
  }

  @Test
  void anotherRequestersRunsAreNotTold() throws Exception {
    String other = "events-other-" + UUID.randomUUID();
    try (SseReader own = SseReader.open(plane.plane().apiUrl(), token, null);
        SseReader all =
            SseReader.open(plane.plane().apiUrl(), plane.token("a", Role.AUDITOR), null)) {
      UUID theirs = request(other);
      UUID mine = request(requester);

      await().until(() -> ids(own).contains(mine.toString()));
      await().until(() -> ids(all).contains(mine.toString()));

      assertThat(ids(own)).containsOnly(mine.toString());
      assertThat(ids(all)).contains(theirs.toString(), mine.toString());
      assertThat(
              plane.as(requester, Role.REQUESTER).get("/v1/reports/" + theirs + "/events").status())
          .isEqualTo(404);
    }
  }

  /**
   * On and off, at two replicas in turn, while runs come in: no event is lost, none comes twice.
   */
  @Test
  void whoComesBackMissesNothingAndHearsNothingTwice() throws Exception {
    int runs = 40;
    List<Received> heard = new ArrayList<>();
    Thread producer = new Thread(() -> requests(runs));
    try (ControlPlane second = plane.start(Map.of())) {
      String last = Long.toString(position());
      producer.start();
      for (int turn = 0; heard.size() < runs; turn++) {
        String api = turn % 2 == 0 ? plane.plane().apiUrl() : second.apiUrl();
        int wanted = Math.min(runs, heard.size() + 7);
        int before = heard.size();
        try (SseReader stream = SseReader.open(api, token, last)) {
          await().until(() -> before + kept(stream).size() >= wanted);
          heard.addAll(kept(stream).subList(0, wanted - before));
        }
        last = heard.get(heard.size() - 1).id();
      }
      producer.join();
    }
    assertThat(heard).extracting(Received::id).doesNotHaveDuplicates();
    assertThat(heard)
        .extracting(event -> event.data().path("id").asText())
        .doesNotHaveDuplicates()
        .hasSize(runs);
    assertThat(heard).extracting(event -> Long.parseLong(event.id())).isSorted();
  }

  @Test
  void endsWhenTheTokenDoes() throws Exception {
    // the check allows for clocks that differ, the stream for none
    String brief = plane.issuer().token(requester, List.of(Role.REQUESTER), Duration.ofSeconds(3));
    try (SseReader stream = SseReader.open(plane.plane().apiUrl(), brief, null)) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.isOver()).isFalse();
      await().atMost(Duration.ofSeconds(10)).until(stream::isOver);
    }
  }

  @Test
  void aReplicaThatStopsLetsItsClientsGo() throws Exception {
    ControlPlane replica = plane.start(Map.of());
    try (SseReader stream = SseReader.open(replica.apiUrl(), token, null)) {
      assertThat(stream.status()).isEqualTo(200);
      long began = System.nanoTime();
      replica.close();
      await().atMost(Duration.ofSeconds(5)).until(stream::isOver);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }
  }

  @Test
  void noBodyOpensMoreStreamsThanTheirShare() throws Exception {
    List<SseReader> open = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        open.add(SseReader.open(plane.plane().apiUrl(), token, null));
      }
      try (SseReader refused = SseReader.open(plane.plane().apiUrl(), token, null)) {
        assertThat(refused.status()).isEqualTo(503);
      }
      try (SseReader other =
          SseReader.open(plane.plane().apiUrl(), plane.token("b", Role.AUDITOR), null)) {
        assertThat(other.status()).isEqualTo(200);
      }
    } finally {
      for (SseReader one : open) {
        one.close();
      }
    }
  }

  @Test
  void whatIsNoEventIdIsRefused() throws Exception {
    for (String wrong : List.of("x", "-1", "1e3", "9999999999999999999")) {
      try (SseReader stream = SseReader.open(plane.plane().apiUrl(), token, wrong)) {
        assertThat(stream.status()).as(wrong).isEqualTo(400);
      }
    }
  }

  private void requests(int count) {
    for (int i = 0; i < count; i++) {
      request(requester);
    }
  }

  private UUID request(String who) {
    return UUID.fromString(
        plane.as(who, Role.REQUESTER).request(SampleRuns.REQUEST).json().path("id").asText());
  }

  private long position() {
    return Long.parseLong(plane.sql("SELECT coalesce(max(seq), 0) FROM report_events"));
  }

  private static List<Received> of(SseReader stream, String type) {
    return stream.events().stream().filter(event -> event.type().equals(type)).toList();
  }

  private static List<Received> kept(SseReader stream) {
    return stream.events().stream().filter(event -> event.id() != null).toList();
  }

  private static List<String> ids(SseReader stream) {
    return stream.events().stream().map(event -> event.data().path("id").asText()).toList();
  }
}

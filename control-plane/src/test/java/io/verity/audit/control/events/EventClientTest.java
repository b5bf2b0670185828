package io.verity.audit.control.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.auth.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventClientTest {

  private final EventClient client = new EventClient(new Caller("r", Set.of(Role.REQUESTER)), 2);

  @Test
  void oneWhoDoesNotTakeWhatTheyGetIsDropped() {
    client.offer(event(1, "r"));
    client.offer(event(2, "r"));
    assertThat(client.isDropped()).isFalse();

    client.offer(event(3, "r"));

    assertThat(client.isDropped()).isTrue();
  }

  @Test
  void whatIsNotForThemTakesNoRoom() throws InterruptedException {
    for (int seq = 1; seq <= 10; seq++) {
      client.offer(event(seq, "somebody else"));
    }
    client.offer(event(11, "r"));

    assertThat(client.isDropped()).isFalse();
    assertThat(client.poll(0).seq()).isEqualTo(11);
    assertThat(client.poll(0)).isNull();
  }

  @Test
  void progressHasNoIdToComeBackTo() {
    assertThat(event(7, "r").text()).isEqualTo("id: 7\nevent: report.failed\ndata: {}\n\n");
    assertThat(event(0, "r").text()).isEqualTo("event: report.failed\ndata: {}\n\n");
  }

  private static StreamEvent event(long seq, String requester) {
    return new StreamEvent(seq, requester, "report.failed", "{}");
  }
}

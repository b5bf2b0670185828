package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Controls are what the packs say, however often that is said. */
class ControlsITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private final Database database = SERVER.as("control");
  private final Controls controls = new Controls(database);
  private final String framework = "fw-" + UUID.randomUUID();

  @AfterEach
  void disconnect() {
    database.close();
  }

  @Test
  void theSameAgainChangesNothing() {
    List<NewControl> two = List.of(control("A"), control("B"));
    assertThat(controls.load(two)).isEqualTo(2);
    assertThat(controls.load(two)).isZero();
    assertThat(names(controls.page(framework, 10, null))).containsExactly("A", "B");
  }

  @Test
  void whatAPackHasNoMoreIsRetiredAndComesBack() {
    controls.load(List.of(control("A"), control("B")));
    assertThat(controls.load(List.of(control("A")))).isEqualTo(1);
    assertThat(names(controls.page(framework, 10, null))).containsExactly("A");
    assertThat(controls.find(control("B").id()).orElseThrow().retiredAt()).isNotNull();
    assertThat(controls.all()).noneMatch(known -> known.id().equals(control("B").id()));
    assertThatThrownBy(
            () ->
                new EvidenceRecords(database)
                    .request(
                        control("B").id(),
                        SampleEvidence.START,
                        SampleEvidence.END,
                        Trigger.AD_HOC,
                        "mei"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("no control");
    assertThat(controls.load(List.of(control("A"), control("B")))).isEqualTo(1);
    assertThat(names(controls.page(framework, 10, null))).containsExactly("A", "B");
  }

  @Test
  void anotherFrameworksControlsAreLeftAlone() {
    NewControl other = SampleEvidence.loaded(database);
    controls.load(List.of(control("A")));
    assertThat(controls.find(other.id()).orElseThrow().retiredAt()).isNull();
  }

  @Test
  void pagesTogetherAreAllOfThemInOrder() {
    controls.load(IntStream.range(0, 7).mapToObj(i -> control("C" + i)).toList());
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page<Control> page = controls.page(framework, 3, cursor);
      seen.addAll(names(page));
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(seen).containsExactly("C0", "C1", "C2", "C3", "C4", "C5", "C6");
    String ofAnother = controls.page(framework, 3, null).nextCursor();
    assertThatThrownBy(() -> controls.page("another", 3, ofAnother))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aControlTellsOfItsLastCollection() {
    NewControl control = control("A");
    controls.load(List.of(control));
    assertThat(controls.find(control.id()).orElseThrow().lastCollection()).isNull();
    SampleEvidence.collected(database, control.id(), SampleEvidence.START, SampleEvidence.END);
    UUID earlierPeriod =
        SampleEvidence.collected(
            database, control.id(), SampleEvidence.START.minusSeconds(60), SampleEvidence.START);
    EvidenceRecord last = controls.find(control.id()).orElseThrow().lastCollection();
    assertThat(last.id()).isEqualTo(earlierPeriod);
    assertThat(last.status()).isEqualTo("collected");
    assertThat(last.controlName()).isEqualTo("A");
    assertThat(last.rawPayload()).isNull();
  }

  private NewControl control(String id) {
    return SampleEvidence.control(framework, id);
  }

  private static List<String> names(Page<Control> page) {
    return page.items().stream().map(Control::controlId).toList();
  }
}

package io.verity.audit.evidence.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EvidenceSnapshotTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");

  @Test
  void isReadAsItWasWritten() throws Exception {
    EvidenceSnapshot snapshot = snapshot(record(1, "collected", null), record(2, "failed", "away"));

    assertThat(EvidenceSnapshot.read(snapshot.json())).isEqualTo(snapshot);
  }

  @Test
  void theRootIsOfTheContentAndNotOfItsSpellingOrOrder() throws Exception {
    EvidenceSnapshot one = snapshot(record(1, "collected", null), record(2, "failed", "away"));
    EvidenceSnapshot other = snapshot(record(2, "failed", "away"), record(1, "collected", null));
    String root = EvidenceSnapshot.root(one.json());

    assertThat(other.json()).isEqualTo(one.json());
    // as PostgreSQL gives it back
    String spaced = one.json().replace("\":", "\" : ").replace("1}", "1.0}");
    assertThat(spaced).isNotEqualTo(one.json());
    assertThat(EvidenceSnapshot.root(spaced)).isEqualTo(root);
    assertThat(EvidenceSnapshot.root(one.json().replace("away", "here"))).isNotEqualTo(root);
  }

  @Test
  void somethingElseIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> EvidenceSnapshot.read("{}"));
    assertThatIllegalArgumentException().isThrownBy(() -> EvidenceSnapshot.read("null"));
    assertThatIllegalArgumentException().isThrownBy(() -> EvidenceSnapshot.read("{"));
  }

  private static EvidenceSnapshot snapshot(PinnedRecord... records) throws Exception {
    return new EvidenceSnapshot(
        "sox",
        List.of(
            new PinnedControl(
                new UUID(7, 7), "C.1", "Ünïcode", "ab".repeat(32), JSON.readTree("{\"n\":1}"))),
        List.of(records));
  }

  private static PinnedRecord record(int id, String status, String error) {
    return new PinnedRecord(
        new UUID(0, id),
        new UUID(7, 7),
        START,
        START.plusSeconds(id),
        status,
        "cd".repeat(32),
        START.plusSeconds(60),
        "sql/1",
        "collector",
        error == null ? "evidence/x" : null,
        error == null ? "v1" : null,
        error);
  }
}

package io.verity.audit.report.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotJsonTest {

  private static final String HASH = "ab".repeat(32);

  @Test
  void aRunFromBeforeEvidenceKeepsItsRoot() {
    String then =
        "{\"batches\":3,\"batches_root\":\"%s\",\"data_cut_off\":\"2026-10-01T00:00:00Z\","
            + "\"not_ingested\":null,\"partitions\":[],\"reference_sha256\":\"%1$s\"}";
    assertThat(SnapshotJson.root(snapshot(null)))
        .isEqualTo(
            HexFormat.of()
                .formatHex(
                    MerkleTree.sha256()
                        .digest(then.formatted(HASH).getBytes(StandardCharsets.UTF_8))));
    String stored = SnapshotJson.write(snapshot(null)).replace("\"evidenceRoot\":null,", "");
    assertThat(stored).doesNotContain("evidence");
    assertThat(SnapshotJson.read(stored)).isEqualTo(snapshot(null));
  }

  @Test
  void theEvidenceIsPartOfTheRoot() {
    assertThat(SnapshotJson.root(snapshot(HASH)))
        .isNotEqualTo(SnapshotJson.root(snapshot(null)))
        .isNotEqualTo(SnapshotJson.root(snapshot("cd".repeat(32))));
  }

  private static Snapshot snapshot(String evidenceRoot) {
    return new Snapshot(
        new UUID(1, 1),
        3,
        HASH,
        Instant.parse("2026-10-01T00:00:00Z"),
        5,
        HASH,
        evidenceRoot,
        null,
        List.of());
  }
}

package io.verity.audit.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One report, on real servers, made and verified by real replays; and everything that it stands on,
 * altered one after the other as only somebody can who has the whole machine. What was broken is
 * named, and nothing else is.
 */
class VerifyChainITCase {

  private static ChainStack stack;

  @BeforeAll
  static void start() throws Exception {
    stack = new ChainStack(Path.of("target", "chain-" + ProcessHandle.current().pid()));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void whateverIsAlteredBehindItsBackIsNamed() throws Exception {
    String report = stack.report();
    JsonNode whole = stack.verify(report);
    assertThat(whole.path("verified").asText()).as(whole.toPrettyString()).isEqualTo("true");
    assertThat(whole.path("links"))
        .extracting(link -> link.path("link").asText())
        .containsExactly(
            "artifact:json",
            "replay:json",
            "evidence_snapshot",
            "evidence_payload",
            "evidence_object",
            "batch_roots");

    JsonNode artifact = stack.get("/v1/reports/" + report).at("/artifacts/0");
    stack.alterFile(artifact.path("object_key").asText());
    // files are hashed again whenever somebody looks
    assertBroken(stack.again(whole), "artifact:json");
    stack.alterFile(artifact.path("object_key").asText());
    assertThat(stack.again(whole)).isEqualTo(whole);

    String second = stack.records().get(1);
    stack.alterFile(stack.evidenceKey(second));
    assertThat(broken(stack.verify(report), "evidence_object", "evidence:" + second))
        .contains("object: ");
    stack.alterFile(stack.evidenceKey(second));

    String first = stack.records().get(0);
    stack.payload(first, "7");
    JsonNode tampered = stack.verify(report);
    assertThat(broken(tampered, "evidence_payload", "evidence:" + first)).contains("payload: ");
    assertThat(link(tampered, "batch_roots").path("ok").asBoolean()).isTrue();
    stack.payload(first, "0");

    stack.clickHouse("verity.verity_audit_batches UPDATE sha256 = concat(sha256, 'x')");
    assertBroken(stack.verify(report), "batch_roots");
    stack.clickHouse("verity.verity_audit_batches UPDATE sha256 = substring(sha256, 1, 64)");

    stack.clickHouse("verity.verity_audit UPDATE action = concat(action, 'x')");
    assertBroken(stack.verify(report), "batch_roots");
  }

  /** The detail of the last one. */
  private static String broken(JsonNode verification, String... links) {
    assertBroken(verification, links);
    return link(verification, links[links.length - 1]).path("detail").asText();
  }

  private static void assertBroken(JsonNode verification, String... links) {
    assertThat(verification.path("verified").asText())
        .as(verification.toPrettyString())
        .isEqualTo("false");
    TreeSet<String> broken = new TreeSet<>();
    for (JsonNode link : verification.path("links")) {
      if (link.path("ok").asText().equals("false")) {
        broken.add(link.path("link").asText());
        assertThat(link.path("detail").asText()).isNotBlank();
      }
    }
    assertThat(broken).isEqualTo(new TreeSet<>(List.of(links)));
  }

  private static JsonNode link(JsonNode verification, String name) {
    for (JsonNode link : verification.path("links")) {
      if (link.path("link").asText().equals(name)) {
        return link;
      }
    }
    throw new AssertionError("no link " + name);
  }
}

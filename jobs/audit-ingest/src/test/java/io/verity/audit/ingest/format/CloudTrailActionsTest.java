package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CloudTrailActionsTest {

  private static String find(CloudTrailActions actions, String name) {
    byte[] action = actions.find(name);
    return action == null ? "none" : new String(action, UTF_8);
  }

  @Test
  void takesTheLongestEntryThatEndsWithAWord() {
    CloudTrailActions actions =
        CloudTrailActions.of(List.of("# note", "", "prefix,action", "Get,READ", "GetToken,LOGIN"));
    assertThat(find(actions, "Get")).isEqualTo("READ");
    assertThat(find(actions, "GetX")).isEqualTo("READ");
    assertThat(find(actions, "GetTokens")).isEqualTo("READ");
    assertThat(find(actions, "GetToken")).isEqualTo("LOGIN");
    assertThat(find(actions, "GetTokenOf")).isEqualTo("LOGIN");
    assertThat(find(actions, "GetToken2015")).isEqualTo("LOGIN");
    assertThat(find(actions, "Getaway")).isEqualTo("none");
    assertThat(find(actions, "ForGet")).isEqualTo("none");
    assertThat(find(actions, "")).isEqualTo("none");
  }

  @Test
  void refusesAFaultyTable() {
    assertThatThrownBy(() -> CloudTrailActions.of(List.of("Get")))
        .hasMessage("cloudtrail-actions.csv: no entry: Get");
    assertThatThrownBy(() -> CloudTrailActions.of(List.of("Get,READ", "Get,LOGIN")))
        .hasMessage("cloudtrail-actions.csv: given twice: Get");
    assertThatThrownBy(() -> CloudTrailActions.of(List.of("Get,LOOK")))
        .hasMessageContaining("\"LOOK\" is not CREATE, UPDATE");
  }

  @Test
  void theTableKnowsTheCommonVerbs() {
    CloudTrailActions actions = CloudTrailActions.load();
    assertThat(find(actions, "ListBuckets")).isEqualTo("READ");
    assertThat(find(actions, "RunInstances")).isEqualTo("CREATE");
    assertThat(find(actions, "DeleteBucket")).isEqualTo("DELETE");
    assertThat(find(actions, "AssumeRole")).isEqualTo("LOGIN");
    assertThat(find(actions, "ModifyImageAttribute")).isEqualTo("none");
  }
}

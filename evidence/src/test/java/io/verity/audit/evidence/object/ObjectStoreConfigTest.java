package io.verity.audit.evidence.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

class ObjectStoreConfigTest {

  @Test
  void lifecycleMovesEveryVersionToColdStorageAndExpiresNone() throws Exception {
    BucketLifecycleConfiguration lifecycle =
        ObjectStoreConfig.model(
            BucketLifecycleConfiguration.builder(), ObjectStoreConfig.json("lifecycle.json"));

    assertThat(lifecycle.rules()).hasSize(1);
    LifecycleRule rule = lifecycle.rules().get(0);
    assertThat(rule.status()).isEqualTo(ExpirationStatus.ENABLED);
    assertThat(rule.filter().prefix()).isEmpty();
    assertThat(rule.transitions())
        .singleElement()
        .satisfies(
            t -> {
              assertThat(t.days()).isEqualTo(365);
              assertThat(t.storageClass()).isEqualTo(TransitionStorageClass.GLACIER);
            });
    assertThat(rule.noncurrentVersionTransitions())
        .singleElement()
        .satisfies(t -> assertThat(t.noncurrentDays()).isEqualTo(365));
    assertThat(rule.expiration()).isNull();
    assertThat(rule.noncurrentVersionExpiration()).isNull();
  }

  @Test
  void aMisspeltNameWouldBeNoticed() throws Exception {
    ObjectNode json = (ObjectNode) ObjectStoreConfig.json("lifecycle.json");
    ((ObjectNode) json.path("Rules").get(0)).put("Prefixx", "");

    assertThatThrownBy(() -> ObjectStoreConfig.model(BucketLifecycleConfiguration.builder(), json))
        .hasMessageContaining("Prefixx");
  }

  @Test
  void theBucketLocksForSevenYearsByDefault() throws Exception {
    ObjectLockConfiguration lock =
        ObjectStoreConfig.model(
            ObjectLockConfiguration.builder(), ObjectStoreConfig.json("object-lock.json"));

    assertThat(lock.rule().defaultRetention().mode()).isEqualTo(ObjectLockRetentionMode.COMPLIANCE);
    assertThat(lock.rule().defaultRetention().days())
        .isEqualTo((int) ObjectStoreSettings.SEVEN_YEARS.toDays());
  }

  @Test
  void theAuditorOnlyReads() throws Exception {
    assertThat(actions("bucket-policy-auditor.json"))
        .isNotEmpty()
        .allMatch(action -> action.startsWith("s3:Get") || action.startsWith("s3:List"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bucket-policy-auditor.json", "writer-policy.json"})
  void nobodyDeletesOrBypasses(String file) throws Exception {
    assertThat(actions(file))
        .noneMatch(a -> a.contains("Delete") || a.contains("Bypass") || a.contains("*"));
  }

  private static List<String> actions(String file) throws Exception {
    JsonNode policy = ObjectStoreConfig.json(file);
    assertThat(policy.path("Version").asText()).isEqualTo("2012-10-17");
    List<String> actions = new ArrayList<>();
    for (JsonNode statement : policy.path("Statement")) {
      assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
      assertThat(statement.path("Resource").get(0).asText()).startsWith("arn:aws:s3:::BUCKET");
      statement.path("Action").forEach(action -> actions.add(action.asText()));
    }
    return actions;
  }
}

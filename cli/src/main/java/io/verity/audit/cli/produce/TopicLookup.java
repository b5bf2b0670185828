package io.verity.audit.cli.produce;

import io.verity.audit.cli.CliException;
import io.verity.audit.ingest.source.KafkaLookupException;
import io.verity.audit.ingest.source.KafkaTopics;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka for a topic's id, and in doing so whether server and topic are there at all. */
public final class TopicLookup {

  private static final String TIMEOUT_MILLIS = "15000";

  private TopicLookup() {}

  public static UUID idOf(String bootstrap, String topic) {
    try (KafkaTopics kafka = new KafkaTopics(settings(bootstrap))) {
      return kafka.describe(List.of(topic)).get(topic).id();
    } catch (KafkaLookupException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new CliException(
            "there is no topic " + topic + " at " + bootstrap + ": create it, or name another", e);
      }
      throw new CliException("no answer from Kafka at " + bootstrap + ": " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw new CliException(
          "Kafka's address " + bootstrap + " can't be used: " + rootMessage(e), e);
    }
  }

  private static Properties settings(String bootstrap) {
    Properties settings = new Properties();
    settings.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    settings.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    return settings;
  }

  private static String rootMessage(Throwable e) {
    return e.getCause() == null ? e.getMessage() : rootMessage(e.getCause());
  }
}

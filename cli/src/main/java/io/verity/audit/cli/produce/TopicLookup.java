package io.verity.audit.cli.produce;

import io.verity.audit.cli.CliException;
import io.verity.audit.ingest.source.KafkaLookupException;
import io.verity.audit.ingest.source.KafkaTopics;
import io.verity.audit.service.KafkaAccess;
import io.verity.audit.service.KafkaRefusal;
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
    return idOf(KafkaAccess.plain(bootstrap), topic);
  }

  public static UUID idOf(KafkaAccess access, String topic) {
    try (KafkaTopics kafka = new KafkaTopics(settings(access))) {
      return kafka.describe(List.of(topic)).get(topic).id();
    } catch (KafkaLookupException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new CliException(
            "there is no topic "
                + topic
                + " at "
                + access.bootstrap()
                + ": create it, or name another",
            e);
      }
      throw refused(access, e);
    } catch (KafkaException e) {
      throw refused(access, e);
    }
  }

  private static CliException refused(KafkaAccess access, Exception e) {
    return new CliException(KafkaRefusal.line(access, e), e);
  }

  private static Properties settings(KafkaAccess access) {
    Properties settings = new Properties();
    settings.putAll(access.clientSettings());
    settings.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    settings.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    return settings;
  }
}

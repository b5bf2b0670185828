package io.verity.audit.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** What the stack asks of a Kafka cluster, its own or an external one. */
final class KafkaTopics {

  private static final int LIMIT_MILLIS = 20_000;

  private final String bootstrap;

  KafkaTopics(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** Whether the cluster with this id, and no other, answers. */
  boolean isCluster(String clusterId) {
    try (Admin admin = admin()) {
      String found = admin.describeCluster().clusterId().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
      return clusterId.equals(found);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A topic that exists already is left as it is. */
  void create(List<NewTopic> topics) {
    try (Admin admin = admin()) {
      for (var creation : admin.createTopics(topics).values().entrySet()) {
        await(creation.getKey(), creation.getValue());
      }
    }
  }

  static NewTopic topic(String name, int partitions, Map<String, String> config) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config);
  }

  private static void await(String name, Future<Void> creation) {
    try {
      creation.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new StackException("Topic " + name + " could not be created", e.getCause());
      }
    } catch (TimeoutException e) {
      throw new StackException("Topic " + name + " was not created in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while topic " + name + " was created", e);
    }
  }

  private Admin admin() {
    Properties properties = new Properties();
    properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    properties.setProperty(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(LIMIT_MILLIS));
    properties.setProperty(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(LIMIT_MILLIS));
    return Admin.create(properties);
  }
}

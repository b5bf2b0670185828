package io.verity.audit.deploy.manifests;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** Names of options that Flink, or its operator, goes by: either ignores another in silence. */
final class FlinkOptions {

  private static final List<Class<?>> CLASSES =
      List.of(
          CheckpointingOptions.class,
          CoreOptions.class,
          HeartbeatManagerOptions.class,
          HighAvailabilityOptions.class,
          JobManagerOptions.class,
          MetricOptions.class,
          ResourceManagerOptions.class,
          StateBackendOptions.class,
          StateRecoveryOptions.class,
          TaskManagerOptions.class,
          WebOptions.class);

  /** As its documentation has them; its classes are not to be had from Maven. */
  private static final Set<String> OF_THE_OPERATOR =
      Set.of(
          "kubernetes.operator.jm-deployment-recovery.enabled",
          "kubernetes.operator.job.restart.failed",
          "kubernetes.operator.job.upgrade.last-state-fallback.enabled");

  private static final Pattern REPORTER =
      Pattern.compile("metrics\\.reporter\\.\\w+\\.(?:factory\\.class|port|interval)");

  private static final Set<String> KNOWN = known();

  private FlinkOptions() {}

  static boolean isKnown(String key) {
    return KNOWN.contains(key) || OF_THE_OPERATOR.contains(key) || REPORTER.matcher(key).matches();
  }

  private static Set<String> known() {
    Set<String> keys = new TreeSet<>();
    for (Class<?> type : CLASSES) {
      for (Field field : type.getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
          try {
            keys.add(((ConfigOption<?>) field.get(null)).key());
          } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }
    return keys;
  }
}

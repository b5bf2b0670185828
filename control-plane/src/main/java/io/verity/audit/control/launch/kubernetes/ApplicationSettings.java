package io.verity.audit.control.launch.kubernetes;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Clusters for one report each. What the job needs to know, passwords among it, comes from Secrets
 * and ConfigMaps that are there already; none of it is ever in what is written.
 *
 * @param above reports over longer periods get one
 * @param image with Flink and the report job's jar
 * @param jar the jar in the image, local:///path
 * @param flinkVersion as the operator writes it, v2_3
 * @param jobManagerKept how long the JobManager stays after the job's end; the operator's own
 *     default is a day
 * @param secrets whose entries become environment variables, REPORTER_* and AUDIT_*
 * @param configMaps the same for what is no secret
 * @param configuration of Flink's, besides what the launcher sets; visible to who reads resources
 */
public record ApplicationSettings(
    Duration above,
    String image,
    URI jar,
    String entryClass,
    int parallelism,
    String flinkVersion,
    String serviceAccount,
    PodSize jobManager,
    PodSize taskManager,
    Duration jobManagerKept,
    List<String> secrets,
    List<String> configMaps,
    Map<String, String> configuration) {

  private static final Pattern VERSION = Pattern.compile("v[1-9]_\\d{1,2}");
  private static final Pattern IMAGE = Pattern.compile("[\\w][\\w./:@-]{0,511}");

  public ApplicationSettings {
    Checks.present("the period above which reports get a cluster", above);
    Checks.present("the image", image);
    Checks.present("the report job's jar in the image", jar);
    Checks.present("the version of Flink", flinkVersion);
    Checks.present("the size of the JobManager", jobManager);
    Checks.present("the size of a TaskManager", taskManager);
    if (above.isNegative()) {
      throw new IllegalArgumentException("the period above which reports get a cluster is below 0");
    }
    if (!IMAGE.matcher(image).matches()) {
      throw new IllegalArgumentException("not the name of an image: " + image);
    }
    if (!"local".equals(jar.getScheme()) || jar.getPath() == null || jar.getPath().isEmpty()) {
      throw new IllegalArgumentException(
          "the report job's jar in the image is not local:///path: " + jar);
    }
    Checks.className(entryClass);
    Checks.atLeastOne("the parallelism", parallelism);
    if (!VERSION.matcher(flinkVersion).matches()) {
      throw new IllegalArgumentException("not a version like v2_3: " + flinkVersion);
    }
    Checks.dnsName("the service account", serviceAccount);
    Checks.positive("the time a JobManager is kept", jobManagerKept);
    secrets = secrets == null ? List.of() : List.copyOf(secrets);
    secrets.forEach(name -> Checks.dnsName("a Secret", name));
    configMaps = configMaps == null ? List.of() : List.copyOf(configMaps);
    configMaps.forEach(name -> Checks.dnsName("a ConfigMap", name));
    configuration = configuration == null ? Map.of() : Map.copyOf(configuration);
  }
}

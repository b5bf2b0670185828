package io.verity.audit.control.launch.kubernetes;

import java.net.URI;

/**
 * A session cluster that the operator runs.
 *
 * @param cluster the name of its FlinkDeployment
 * @param jar where the operator gets the report job's jar; https alone, the only scheme whose bytes
 *     nobody on the way can change
 * @param entryClass the job's main class
 */
public record SessionSettings(String cluster, URI jar, String entryClass, int parallelism) {

  public SessionSettings {
    Checks.dnsLabel("the session cluster", cluster, 45);
    Checks.present("the address of the report job's jar", jar);
    if (!"https".equals(jar.getScheme()) || jar.getHost() == null || jar.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the address of the report job's jar is not https://host/path without credentials");
    }
    Checks.className(entryClass);
    Checks.atLeastOne("the parallelism", parallelism);
  }
}

package io.verity.audit.control.launch.kubernetes;

import java.time.Duration;

/**
 * Where on Kubernetes reports run. The API server and the credentials are those of the pod's
 * service account, or of the kubeconfig file.
 *
 * @param namespace of the resources that are written
 * @param instance tells this control plane's resources from another's in the namespace; all
 *     replicas have the same
 * @param session where reports run; null: each gets an application cluster of its own
 * @param application for reports over long periods; null: all run on the session cluster
 * @param startWithin how long the operator may take, or fail, to get a job running
 * @param keepFinished how long what has finished is kept where nobody removed it
 * @throws IllegalArgumentException says what to mend
 */
public record KubernetesSettings(
    String namespace,
    String instance,
    SessionSettings session,
    ApplicationSettings application,
    Duration startWithin,
    Duration keepFinished) {

  public KubernetesSettings {
    Checks.dnsLabel("the namespace", namespace, 63);
    Checks.dnsLabel("the name of this control plane", instance, 63);
    if (session == null && application == null) {
      throw new IllegalArgumentException(
          "neither a session cluster nor an image for application clusters is given");
    }
    Checks.positive("the time a job may take to start", startWithin);
    Checks.positive("the time finished resources are kept", keepFinished);
  }

  /** Whether a report over such a period gets a cluster of its own. */
  boolean isApplication(Duration period) {
    return session == null || application != null && period.compareTo(application.above()) > 0;
  }
}

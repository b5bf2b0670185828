package io.verity.audit.control.launch.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.control.launch.LaunchRequest;

/** What the launcher would write, by its own code; in its package, since nobody else needs it. */
public final class LauncherManifests {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LauncherManifests() {}

  public static JsonNode sessionJob(KubernetesSettings settings, LaunchRequest request) {
    return write(Kind.FlinkSessionJob, settings, request);
  }

  public static JsonNode application(KubernetesSettings settings, LaunchRequest request) {
    return write(Kind.FlinkDeployment, settings, request);
  }

  private static JsonNode write(Kind kind, KubernetesSettings settings, LaunchRequest request) {
    Identity identity = new Identity(settings.namespace(), settings.instance());
    return JSON.valueToTree(new Manifests(settings, identity).of(kind, request));
  }
}

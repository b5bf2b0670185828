package io.verity.audit.control.launch.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.LaunchState;
import io.verity.audit.control.launch.ReportLauncher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each attempt as one resource of Flink's operator: a FlinkSessionJob, or a FlinkDeployment of
 * its own where the period is long. Its name is derived from run and attempt, so that Kubernetes
 * itself lets it be created once, whoever asks.
 */
public final class KubernetesLauncher implements ReportLauncher {

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesLauncher.class);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

  private final KubernetesSettings settings;
  private final KubernetesClient client;
  private final Clock clock;
  private final Identity identity;
  private final Manifests manifests;
  private final FlinkResources resources;
  private final Patience patience;
  private Instant swept = Instant.EPOCH;

  private record Found(Kind kind, GenericKubernetesResource resource) {

    String name() {
      return resource.getMetadata().getName();
    }
  }

  public KubernetesLauncher(KubernetesSettings settings) {
    this(settings, client(Config.autoConfigure(null)), Clock.systemUTC());
  }

  KubernetesLauncher(KubernetesSettings settings, KubernetesClient client, Clock clock) {
    this.settings = settings;
    this.client = client;
    this.clock = clock;
    this.identity = new Identity(settings.namespace(), settings.instance());
    this.manifests = new Manifests(settings, identity);
    this.resources = new FlinkResources(client, settings.namespace());
    this.patience = new Patience(settings.startWithin(), clock);
  }

  @Override
  public void launch(LaunchRequest request) throws LaunchException, InterruptedException {
    if (find(request).isPresent()) {
      return;
    }
    Kind kind = kinds(request).get(0);
    GenericKubernetesResource resource = manifests.of(kind, request);
    if (!resources.create(kind, resource) && find(request).isEmpty()) {
      throw LaunchException.lasting(
          "%s %s in namespace %s is there already, and not of this control plane"
              .formatted(kind, Identity.name(request), settings.namespace()),
          null);
    }
  }

  @Override
  public LaunchState state(LaunchRequest request) throws LaunchException, InterruptedException {
    Optional<Found> found = find(request);
    if (found.isEmpty()) {
      patience.forget(Identity.name(request));
      return LaunchState.UNKNOWN;
    }
    ObservedStatus status = new ObservedStatus(found.get().resource());
    Optional<LaunchState> end = status.end();
    Optional<String> problem = status.problem();
    if (end.isPresent() || problem.isEmpty()) {
      patience.forget(found.get().name());
      return end.orElse(LaunchState.RUNNING);
    }
    return patience.isOver(found.get().name())
        ? LaunchState.failed(problem.get())
        : LaunchState.RUNNING;
  }

  @Override
  public void cancel(LaunchRequest request) throws LaunchException, InterruptedException {
    Optional<Found> found = find(request);
    if (found.isPresent()) {
      resources.delete(found.get().kind(), found.get().name());
    }
  }

  @Override
  public void cleanUp(LaunchRequest request) throws LaunchException, InterruptedException {
    cancel(request);
    patience.forget(Identity.name(request));
    if (isTimeToSweep()) {
      sweep();
    }
  }

  /** Removes what has finished a while ago and was left, as the replica that watched it died. */
  public void sweep() throws LaunchException, InterruptedException {
    Instant limit = clock.instant().minus(settings.keepFinished());
    for (Kind kind : configured()) {
      for (GenericKubernetesResource one : resources.list(kind, identity.ownerLabels())) {
        Instant created = Instant.parse(one.getMetadata().getCreationTimestamp());
        if (created.isBefore(limit) && new ObservedStatus(one).end().isPresent()) {
          LOG.info("Removing {} {}, which has finished", kind, one.getMetadata().getName());
          resources.delete(kind, one.getMetadata().getName());
        }
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }

  /** Of the kind it would be today, or of the other: the settings may have changed meanwhile. */
  private Optional<Found> find(LaunchRequest request) throws LaunchException, InterruptedException {
    for (Kind kind : kinds(request)) {
      GenericKubernetesResource resource = resources.find(kind, Identity.name(request));
      if (resource != null && identity.owns(resource, request)) {
        return Optional.of(new Found(kind, resource));
      }
    }
    return Optional.empty();
  }

  private List<Kind> kinds(LaunchRequest request) {
    List<Kind> kinds = configured();
    if (kinds.size() > 1 && settings.isApplication(request.period())) {
      return List.of(kinds.get(1), kinds.get(0));
    }
    return kinds;
  }

  private List<Kind> configured() {
    List<Kind> kinds = new ArrayList<>();
    if (settings.session() != null) {
      kinds.add(Kind.FlinkSessionJob);
    }
    if (settings.application() != null) {
      kinds.add(Kind.FlinkDeployment);
    }
    return kinds;
  }

  private synchronized boolean isTimeToSweep() {
    Instant now = clock.instant();
    if (now.isBefore(swept.plus(BETWEEN_SWEEPS))) {
      return false;
    }
    swept = now;
    return true;
  }

  /** Few repetitions, short time-outs: the queue asks again by itself. */
  static KubernetesClient client(Config server) {
    Config config =
        new ConfigBuilder(server)
            .withConnectionTimeout(5_000)
            .withRequestTimeout(15_000)
            .withRequestRetryBackoffLimit(1)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}

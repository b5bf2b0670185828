package io.verity.audit.control;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.verity.audit.control.access.AccessPublisher;
import io.verity.audit.control.access.AccessRecorder;
import io.verity.audit.control.auth.TokenCheck;
import io.verity.audit.control.config.ControlConfig;
import io.verity.audit.control.console.ConsoleRoutes;
import io.verity.audit.control.events.EventHub;
import io.verity.audit.control.events.EventRoutes;
import io.verity.audit.control.evidence.ControlRoutes;
import io.verity.audit.control.evidence.EvidencePart;
import io.verity.audit.control.evidence.EvidenceRoutes;
import io.verity.audit.control.evidence.EvidenceView;
import io.verity.audit.control.evidence.Uploads;
import io.verity.audit.control.holds.HoldRoutes;
import io.verity.audit.control.http.ApiServer;
import io.verity.audit.control.http.HttpMetrics;
import io.verity.audit.control.http.OpenApiRoutes;
import io.verity.audit.control.http.RouteTable;
import io.verity.audit.control.http.Routes;
import io.verity.audit.control.launch.ReportLauncher;
import io.verity.audit.control.queue.Dispatcher;
import io.verity.audit.control.queue.DispatcherSettings;
import io.verity.audit.control.queue.ReplicaName;
import io.verity.audit.control.reports.DirectoryRoutes;
import io.verity.audit.control.reports.DownloadLinks;
import io.verity.audit.control.reports.DownloadRoutes;
import io.verity.audit.control.reports.EvidenceLinks;
import io.verity.audit.control.reports.Frameworks;
import io.verity.audit.control.reports.PublishedFiles;
import io.verity.audit.control.reports.ReportRoutes;
import io.verity.audit.control.reports.VerifyRoutes;
import io.verity.audit.control.webhooks.WebhookRoutes;
import io.verity.audit.control.webhooks.WebhookSettings;
import io.verity.audit.control.webhooks.WebhookWorker;
import io.verity.audit.service.LogLevel;
import io.verity.audit.store.AccessLogReader;
import io.verity.audit.store.Controls;
import io.verity.audit.store.Custody;
import io.verity.audit.store.Database;
import io.verity.audit.store.EvidenceRecords;
import io.verity.audit.store.QueueSettings;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunHistory;
import io.verity.audit.store.RunSearch;
import io.verity.audit.store.StoreException;
import io.verity.audit.store.Webhooks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica of the control plane, all of it wired together here:
 *
 * <pre>
 * callers -> ApiServer (Gate) -> routes -> store (PostgreSQL) <- Dispatcher -> ReportLauncher
 *                |                           |
 *                +------> access_log         +-> events, webhooks, Kafka
 * </pre>
 *
 * <p>Replicas know nothing of each other; what they share is the database.
 */
public final class ControlPlane implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);
  private static final int CONNECTIONS = 16;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration BACKOFF = Duration.ofSeconds(5);
  private static final Duration BACKOFF_LIMIT = Duration.ofMinutes(5);

  private final ControlConfig config;

  /** Closed in the opposite order. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final Map<String, BooleanSupplier> health =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private RouteTable table;
  private String apiUrl;
  private String adminUrl;

  private ControlPlane(ControlConfig config) {
    this.config = config;
  }

  /** Serves when it returns; whatever was begun is ended where it can't. */
  public static ControlPlane start(ControlConfig config) {
    ControlPlane plane = new ControlPlane(config);
    boolean started = false;
    try {
      plane.open();
      started = true;
      return plane;
    } finally {
      if (!started) {
        plane.close();
      }
    }
  }

  private void open() {
    LogLevel.set(config.logLevel());
    Frameworks frameworks = Frameworks.load(config.frameworksDir());
    DatabaseCheck.of(config.database());
    Database database = opened(Database.pooled(config.database(), CONNECTIONS));
    PrometheusRegistry registry = new PrometheusRegistry();
    QueueMetrics.register(registry, database);
    DatabaseMetrics.register(registry, database);
    health.put("database", () -> answers(database));

    AtomicReference<String> publicUrl = new AtomicReference<>(config.publicUrl());
    DownloadLinks links = new DownloadLinks(config.linkKey(), publicUrl::get);
    table = new RouteTable();
    EventHub events = new EventHub(database);
    EvidencePart evidence =
        opened(EvidencePart.start(database, config.evidence(), config.frameworksDir()));
    health.put("evidence", evidence::isAlive);
    EvidenceMetrics.register(registry, evidence.engine());
    for (Routes routes : routes(database, frameworks, links, events, evidence)) {
      routes.register(table);
    }
    AdminServer admin =
        opened(AdminServer.start(config.listenHost(), config.adminPort(), registry, health));
    ApiServer api =
        opened(
            ApiServer.start(
                new ApiServer.Listen(config.listenHost(), config.port(), config.identity()),
                config.maxBodyBytes(),
                config.rateLimit(),
                table,
                new ApiServer.Parts(
                    new TokenCheck(config.tokens()),
                    links,
                    new AccessRecorder(database),
                    new HttpMetrics(registry))));
    // closed before the server, which waits for the streams to end
    opened(events);
    tellOthers(database);
    adminUrl = url("http", admin.port());
    apiUrl = url(config.identity() == null ? "http" : "https", api.port());
    publicUrl.compareAndSet("", apiUrl);
    dispatch(database);
    LOG.info("the API is at {}, health and metrics at {}", apiUrl, adminUrl);
  }

  private void dispatch(Database database) {
    Optional<ReportLauncher> launcher = Launchers.of(config);
    if (launcher.isEmpty()) {
      LOG.info("this replica makes no reports, it serves the API");
      return;
    }
    Dispatcher dispatcher =
        new Dispatcher(
            database,
            opened(launcher.get()),
            new DispatcherSettings(
                ReplicaName.create(),
                new QueueSettings(config.maxConcurrent(), config.lease(), BACKOFF, BACKOFF_LIMIT),
                POLL));
    opened(dispatcher).start();
    health.put("dispatcher", dispatcher::isAlive);
  }

  private void tellOthers(Database database) {
    opened(new WebhookWorker(database, WebhookSettings.DEFAULT, config.webhookPrivateHosts()));
    if (config.kafka().isPresent()) {
      opened(new AccessPublisher(config.database(), config.kafka(), config.accessTopic()));
    }
  }

  private List<Routes> routes(
      Database database,
      Frameworks frameworks,
      DownloadLinks links,
      EventHub events,
      EvidencePart evidence) {
    ReportRuns runs = new ReportRuns(database);
    PublishedFiles files = new PublishedFiles(config.outputDir(), evidence.store());
    EvidenceView views = new EvidenceView(links, evidence.store());
    return List.of(
        new ReportRoutes(runs, new RunSearch(database), frameworks, links, config.maxAttempts()),
        new DownloadRoutes(runs, files),
        new VerifyRoutes(
            runs,
            files,
            new EvidenceLinks(new EvidenceRecords(database), evidence.store()),
            config.maxAttempts()),
        new DirectoryRoutes(frameworks, new AccessLogReader(database)),
        new EventRoutes(events, new RunHistory(database)),
        new WebhookRoutes(new Webhooks(database), config.webhookPrivateHosts()),
        new ControlRoutes(
            new Controls(database),
            evidence.engine(),
            views,
            new Uploads(evidence.engine(), new EvidenceRecords(database)),
            config.evidence().maxBodyBytes()),
        new EvidenceRoutes(
            new EvidenceRecords(database),
            new Controls(database),
            new Custody(database),
            views,
            evidence.store()),
        new HoldRoutes(database),
        new ConsoleRoutes(),
        new OpenApiRoutes());
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private static boolean answers(Database database) {
    try {
      return database.connection(
          connection -> {
            try (var statement = connection.createStatement()) {
              return statement.execute("SELECT 1");
            }
          });
    } catch (StoreException e) {
      return false;
    }
  }

  private String url(String scheme, int port) {
    String host = config.listenHost();
    return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** Of the API, as it is bound. */
  public String apiUrl() {
    return apiUrl;
  }

  /** Of health and metrics. */
  public String adminUrl() {
    return adminUrl;
  }

  /** Every call that is served. */
  RouteTable routes() {
    return table;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not close", part.getClass().getSimpleName(), e);
      }
    }
  }
}

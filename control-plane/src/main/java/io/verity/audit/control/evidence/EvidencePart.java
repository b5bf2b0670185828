package io.verity.audit.control.evidence;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.verity.audit.collect.Handlers;
import io.verity.audit.collect.engine.CollectorEngine;
import io.verity.audit.collect.engine.ControlLoader;
import io.verity.audit.collect.engine.EngineSettings;
import io.verity.audit.collect.source.Sources;
import io.verity.audit.control.config.EvidenceSettings;
import io.verity.audit.control.holds.HoldWorker;
import io.verity.audit.evidence.catalog.CatalogException;
import io.verity.audit.evidence.catalog.ControlCatalog;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStores;
import io.verity.audit.service.ConfigException;
import io.verity.audit.store.Controls;
import io.verity.audit.store.Database;
import io.verity.audit.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this replica does with evidence: loads the controls, keeps what is collected in the object
 * store, collects, and carries out holds. Without an object store it does no more than load and
 * show.
 */
public final class EvidencePart implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EvidencePart.class);
  private static final Duration BACKOFF = Duration.ofSeconds(10);
  private static final Duration BACKOFF_LIMIT = Duration.ofHours(1);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration RELOAD = Duration.ofSeconds(1);
  private static final Duration RELOAD_LIMIT = Duration.ofSeconds(30);

  /** Closed in the opposite order. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final CompletableFuture<?> loading;
  private final ObjectStore store;
  private final CollectorEngine engine;
  private final HoldWorker holds;

  private EvidencePart(Database database, EvidenceSettings settings, ControlCatalog catalog) {
    loading = load(new Controls(database), catalog);
    if (settings.objectStore().isEmpty()) {
      store = null;
      holds = null;
      LOG.info("no object store is configured: this replica collects no evidence");
    } else {
      store = opened(ObjectStores.open(settings.objectStore()));
      holds = opened(new HoldWorker(database, store));
    }
    engine =
        opened(
            CollectorEngine.start(
                database,
                store,
                opened(Handlers.load(settings.handlers())),
                Sources.read(settings.sources()),
                new EngineSettings(
                    settings.account(),
                    store == null ? 0 : settings.collectors(),
                    settings.attempts(),
                    BACKOFF,
                    BACKOFF_LIMIT,
                    POLL)));
  }

  /**
   * @param frameworksDir with frameworks of one's own; empty for none
   * @throws ConfigException where a control, a source or a handler is not as it has to be
   */
  public static EvidencePart start(
      Database database, EvidenceSettings settings, String frameworksDir) {
    try {
      Path folder = frameworksDir.isEmpty() ? null : Path.of(frameworksDir);
      return new EvidencePart(database, settings, ControlCatalog.load(folder));
    } catch (CatalogException | IllegalArgumentException e) {
      throw new ConfigException(e.getMessage(), e);
    }
  }

  /** A database that is away is waited for, as everywhere else. */
  private static CompletableFuture<?> load(Controls controls, ControlCatalog catalog) {
    FailsafeExecutor<Object> patient =
        Failsafe.with(
            RetryPolicy.builder()
                .handle(StoreException.class)
                .withBackoff(RELOAD, RELOAD_LIMIT)
                .withMaxRetries(-1)
                .onFailedAttempt(
                    e -> LOG.warn("controls wait: {}", e.getLastException().getMessage()))
                .build());
    return patient.runAsync(
        () -> {
          int changed = ControlLoader.load(controls, catalog);
          LOG.info("{} controls, {} of them new or changed", catalog.controls().size(), changed);
        });
  }

  /** Null where none is configured. */
  public ObjectStore store() {
    return store;
  }

  public CollectorEngine engine() {
    return engine;
  }

  /** Whether it does what it is to do. */
  public boolean isAlive() {
    return !loading.isCompletedExceptionally()
        && engine.isAlive()
        && (holds == null || holds.isAlive());
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    loading.cancel(true);
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

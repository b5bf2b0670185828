package io.verity.audit.cli.bench;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import io.verity.audit.ingest.recovery.WriterIdentity;
import io.verity.audit.trail.AuditBatch;
import io.verity.audit.trail.AuditEvent;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.LedgerEntry.Kind;
import io.verity.audit.trail.Payloads;
import io.verity.audit.trail.TrailStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A quarter's trail straight into ClickHouse, without Kafka and the job, by the very steps of the
 * sink: intents, one INSERT a batch, committed marks. The batches are the trail's own, roots and
 * contiguous offsets included, so that verification finds it whole.
 *
 * <p>The events are the same for the same seed and number, whatever the number of threads; batch
 * ids and times of ingestion are new each time, as they are in any trail.
 */
public final class ReportTrail {

  private static final Duration INSERT_LIMIT = Duration.ofMinutes(1);
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /**
   * @param batchRows rows a batch, but for a few
   * @param threads that encode and send
   */
  public record Options(long events, long seed, int batchRows, int threads) {

    public static final long DEFAULT_SEED = 42;

    public Options(long events) {
      this(events, DEFAULT_SEED, 50_000, Runtime.getRuntime().availableProcessors());
    }

    /**
     * The events that reports look at one by one come on top of nothing: there is room for them.
     */
    public static final long MIN_EVENTS = 50_000;

    public Options {
      if (events < MIN_EVENTS) {
        throw new CliException(
            "a trail for reports has at least %,d events, to hold those that reports look at one by"
                    .formatted(MIN_EVENTS)
                + " one");
      }
    }

    public Options withBatchRows(int rows) {
      return new Options(events, seed, rows, threads);
    }
  }

  private record Encoded(BatchMeta meta, byte[] payload) {}

  private final TrailStore store;
  private final String topic;
  private final UUID topicId;
  private final Options options;
  private final TrailCompany company;
  private final TrailPlan plan;
  private final VolumeEvents.Texts texts;
  private final WriterIdentity identity =
      new WriterIdentity(WriterIdentity.release(), "report-bench");
  private final AtomicLong written = new AtomicLong();

  /**
   * @param store with a connection for each thread
   * @param topicId of a topic in Kafka, where the report's gate is to ask for it
   */
  public ReportTrail(TrailStore store, String topic, UUID topicId, Options options) {
    this.store = store;
    this.topic = topic;
    this.topicId = topicId;
    this.options = options;
    this.company = TrailCompany.of(options.seed());
    this.texts = new VolumeEvents.Texts(company);
    this.plan =
        new TrailPlan(
            options.events(), options.batchRows(), BusinessEvents.of(company, options.seed()));
  }

  TrailCompany company() {
    return company;
  }

  /** Writes it all; returns the number of batches. */
  public int write(Progress progress) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(options.threads());
    try (Progress.Counter counter = progress.count("writing the trail", options.events())) {
      List<Future<?>> groups = new ArrayList<>();
      for (List<TrailPlan.Batch> group : plan.groups()) {
        groups.add(
            threads.submit(
                () -> {
                  write(group);
                  return null;
                }));
      }
      for (Future<?> group : groups) {
        group.get();
        counter.at(written.get());
      }
    } catch (ExecutionException e) {
      throw new CliException("the trail could not be written: " + e.getCause().getMessage(), e);
    } finally {
      threads.shutdownNow();
    }
    return plan.groups().stream().mapToInt(List::size).sum();
  }

  private void write(List<TrailPlan.Batch> group) throws IOException {
    List<Encoded> batches = new ArrayList<>();
    for (TrailPlan.Batch batch : group) {
      batches.add(encode(batch));
    }
    appendLedger(Kind.INTENT, batches);
    for (Encoded batch : batches) {
      store.insertBatch(
          batch.meta(),
          UUID.randomUUID().toString(),
          () -> new ByteArrayInputStream(batch.payload()),
          INSERT_LIMIT);
      written.addAndGet(batch.meta().rows());
    }
    appendLedger(Kind.COMMITTED, batches);
  }

  private void appendLedger(Kind kind, List<Encoded> batches) {
    long now = System.currentTimeMillis();
    List<LedgerEntry> entries =
        batches.stream().map(batch -> identity.entry(kind, batch.meta(), 1, false, now)).toList();
    store.appendLedger(entries, UUID.randomUUID().toString());
  }

  private Encoded encode(TrailPlan.Batch planned) throws IOException {
    AuditBatch batch = new AuditBatch(planned.month(), topic, topicId, System.currentTimeMillis());
    VolumeEvents bulk = new VolumeEvents(texts, options.seed() * GOLDEN + planned.number());
    AuditEvent event = new AuditEvent();
    long offset = planned.firstOffset();
    int business = 0;
    for (int i = 0; i < planned.volume(); i++) {
      long at = plan.timeOf(planned.firstVolume() + (long) i * TrailPlan.PARTITIONS);
      while (business < planned.business().size() && planned.business().get(business).at() <= at) {
        planned.business().get(business++).fill(event);
        batch.add(event, planned.partition(), offset++);
      }
      bulk.fill(event, at);
      batch.add(event, planned.partition(), offset++);
    }
    while (business < planned.business().size()) {
      planned.business().get(business++).fill(event);
      batch.add(event, planned.partition(), offset++);
    }
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    BatchMeta meta = batch.seal();
    Payloads.compress(batch, payload);
    return new Encoded(meta, payload.toByteArray());
  }
}

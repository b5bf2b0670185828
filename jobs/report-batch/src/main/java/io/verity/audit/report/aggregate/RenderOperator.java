package io.verity.audit.report.aggregate;

import io.verity.audit.report.ReportException;
import io.verity.audit.report.config.ReporterOption;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.metrics.ReporterMetrics;
import io.verity.audit.report.publish.Publisher;
import io.verity.audit.service.MetricsEndpoint;
import io.verity.audit.service.PortRange;
import io.verity.audit.store.Database;
import io.verity.audit.store.FencedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the job, one instance: spools the rows of every query, and once all have ended writes
 * the report and publishes it.
 *
 * <p>Why a half report can't come out: the input ends only after every query has ended, each query
 * says how many rows it had and their hash, and files bear their final name only in the transaction
 * that makes the run COMPLETED. An attempt that dies before leaves a scratch folder and nothing
 * else; one that was overtaken is refused by that transaction.
 */
final class RenderOperator extends AbstractStreamOperator<String>
    implements OneInputStreamOperator<Tuple3<Integer, Boolean, byte[]>, String>, BoundedOneInput {

  private static final long serialVersionUID = 1L;
  private static final Logger REPORT_LOG = LoggerFactory.getLogger(RenderOperator.class);

  private final RenderTask task;
  private transient Path scratch;
  private transient Spool spool;
  private transient MetricsEndpoint.Lease endpoint;

  RenderOperator(RenderTask task) {
    this.task = task;
  }

  @Override
  public void open() throws Exception {
    super.open();
    Database.unregisterDriver();
    String[] folders =
        getContainingTask().getEnvironment().getTaskManagerInfo().getTmpDirectories();
    Path parent = Files.createDirectories(Path.of(folders[0]));
    scratch = Files.createTempDirectory(parent, "verity-report-");
    spool = new Spool(scratch);
    endpoint = serveMetrics(task.metricsPorts());
  }

  /** A report is worth more than its metrics. */
  private static MetricsEndpoint.Lease serveMetrics(PortRange ports) {
    if (ports == null) {
      return null;
    }
    try {
      return MetricsEndpoint.acquire(
          ReporterMetrics.shared().registry(), ports, ReporterOption.REPORTER_METRICS_PORT.name());
    } catch (IOException e) {
      REPORT_LOG.warn("the metrics of this report are not served: {}", e.getMessage());
      return null;
    }
  }

  @Override
  public void processElement(StreamRecord<Tuple3<Integer, Boolean, byte[]>> element)
      throws Exception {
    Tuple3<Integer, Boolean, byte[]> row = element.getValue();
    if (row.f1) {
      spool.end(row.f0, row.f2);
    } else {
      spool.add(row.f0, row.f2);
    }
  }

  @Override
  public void endInput() throws Exception {
    spool.requireComplete(task.plan().queries());
    try {
      ReportContent content = ContentOf.spool(task, spool);
      new Publisher(task.destination()).publish(content, task.formats(), scratch);
    } catch (ReportException | FencedException e) {
      // asking all the queries again would not change it
      throw new SuppressRestartsException(e);
    }
  }

  @Override
  public void close() throws Exception {
    try {
      if (endpoint != null) {
        endpoint.close();
      }
      if (spool != null) {
        spool.close();
      }
    } finally {
      if (scratch != null) {
        deleteScratch();
      }
      super.close();
    }
  }

  private void deleteScratch() throws IOException {
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

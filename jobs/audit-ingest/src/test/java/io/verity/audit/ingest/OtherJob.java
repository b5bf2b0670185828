package io.verity.audit.ingest;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.awaitility.Awaitility;

/** A job that has nothing to do with this project. */
final class OtherJob {

  private OtherJob() {}

  /** Runs it for a moment. */
  static String savepoint(Path folder) throws Exception {
    Configuration flink = new Configuration();
    flink.set(RestOptions.BIND_PORT, "0");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    env.enableCheckpointing(1_000);
    env.fromSource(
            new NumberSequenceSource(0, Long.MAX_VALUE - 1),
            WatermarkStrategy.noWatermarks(),
            "words")
        .uid("counted-words")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    JobClient job = env.executeAsync("other");
    Awaitility.await().until(() -> job.getJobStatus().get().name().equals("RUNNING"));
    return Awaitility.await()
        .ignoreExceptions()
        .until(
            () ->
                job.stopWithSavepoint(
                        false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                    .get(30, TimeUnit.SECONDS),
            path -> path != null);
  }
}

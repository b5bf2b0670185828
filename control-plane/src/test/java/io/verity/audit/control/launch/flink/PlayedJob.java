package io.verity.audit.control.launch.flink;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Stands for the report job, with its arguments: a driver and a job that do what the test wrote
 * into a file named after the run. Loaded by a cluster, from a jar made of this class alone.
 */
public final class PlayedJob {

  static final String FOLDER = "PLAYED_JOB_FOLDER";

  /** What a run is to do. */
  enum Part {
    FINISH,
    DRIVER_WAITS,
    DRIVER_FAILS,
    BOTH_WAIT,
    JOB_WAITS,
    JOB_FAILS
  }

  private PlayedJob() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(System.getenv(FOLDER));
    String run = args[1];
    Files.writeString(
        folder.resolve(run + ".drivers"),
        String.join(" ", args) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    Part part = Part.valueOf(Files.readString(folder.resolve(run)));
    String go = folder.resolve(run + ".go").toString();
    if (part == Part.DRIVER_WAITS || part == Part.BOTH_WAIT) {
      waitFor(go);
    }
    if (part == Part.DRIVER_FAILS) {
      throw new IllegalStateException(
          "no report was made", new IllegalArgumentException("no framework \"x\" is known"));
    }
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
    environment.setParallelism(1);
    environment.fromSequence(1, 3).map(new Step(part, go)).sinkTo(new DiscardingSink<>());
    environment.executeAsync("played report");
  }

  static void waitFor(String file) throws InterruptedException {
    while (!Files.exists(Path.of(file))) {
      Thread.sleep(50);
    }
  }

  /** The job's only step. */
  static final class Step implements MapFunction<Long, Long>, Serializable {

    private static final long serialVersionUID = 1L;

    private final Part part;
    private final String go;

    Step(Part part, String go) {
      this.part = part;
      this.go = go;
    }

    @Override
    public Long map(Long value) throws Exception {
      if (part == Part.JOB_WAITS || part == Part.BOTH_WAIT) {
        waitFor(go + ".job");
      }
      if (part == Part.JOB_FAILS) {
        throw new IllegalStateException("wrapped", new IllegalStateException("the trail is\nshut"));
      }
      return value;
    }
  }
}

package io.verity.audit.control.launch.flink;

import java.time.Duration;

/**
 * How long to wait for a cluster.
 *
 * @param connect for a connection
 * @param answer for the whole of an answer
 * @param upload for the upload of the jar
 * @param driver for the driver of a job, which runs inside the JobManager before the job does and
 *     waits there for ingest; longer than REPORTER_INGEST_WAIT_SECONDS
 */
public record FlinkTimeouts(Duration connect, Duration answer, Duration upload, Duration driver) {

  public static final FlinkTimeouts DEFAULT =
      new FlinkTimeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10));

  public FlinkTimeouts {
    for (Duration timeout : new Duration[] {connect, answer, upload, driver}) {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("a time-out of a Flink cluster's REST is not above 0");
      }
    }
  }
}

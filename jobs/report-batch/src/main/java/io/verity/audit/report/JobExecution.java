package io.verity.audit.report;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the job runs: in this JVM, or wherever the one who submitted it says. */
public interface JobExecution {

  /** A new environment for one job. */
  StreamExecutionEnvironment environment();

  /**
   * Runs the job, or hands it over where the one who submitted it does not wait for it.
   *
   * @return whether the job has ended, and well; its failure is thrown
   */
  boolean execute(StreamExecutionEnvironment env, String jobName) throws Exception;
}

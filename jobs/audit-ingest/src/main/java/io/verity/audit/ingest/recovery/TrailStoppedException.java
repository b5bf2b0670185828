package io.verity.audit.ingest.recovery;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The trail and the job disagree in a way that no retry mends and no guess may settle. Stops the
 * job for good: somebody has to look.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class TrailStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TrailStoppedException(String message) {
    super(message);
  }

  public TrailStoppedException(String message, Throwable cause) {
    super(message, cause);
  }
}

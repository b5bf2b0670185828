package io.verity.audit.control.launch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * One attempt at one run. What the report is about stands in the run's row, which the job reads: no
 * text of a request ever becomes an argument.
 *
 * @param period how long the period of the report is: large ones may get a cluster of their own
 */
public record LaunchRequest(UUID runId, int attempt, String framework, Duration period) {

  private static final int JOB_ID_BYTES = 16;

  /** The arguments of the report job. */
  public List<String> arguments() {
    return List.of("--run-id", runId.toString(), "--attempt", Integer.toString(attempt));
  }

  /**
   * Flink's job id, the same for the same attempt, whichever replica asks: a launch whose answer
   * was lost is found again, and is never made twice.
   */
  public String jobId() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("verity report " + runId + " " + attempt).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, JOB_ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.verity.audit.udf;

import java.time.LocalDateTime;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code SLA_MET(decided_at, due_at)}: whether it was decided, and not after it was due. What has
 * no due time cannot be shown to have met it.
 */
public final class SlaMet extends ScalarFunction {

  public @DataTypeHint("BOOLEAN NOT NULL") boolean eval(
      @DataTypeHint("TIMESTAMP(3)") LocalDateTime decidedAt,
      @DataTypeHint("TIMESTAMP(3)") LocalDateTime dueAt) {
    return decidedAt != null && dueAt != null && !decidedAt.isAfter(dueAt);
  }
}

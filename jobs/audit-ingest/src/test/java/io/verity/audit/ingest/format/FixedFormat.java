package io.verity.audit.ingest.format;

import io.verity.audit.trail.AuditEvent;

/** A format as a user would add one; named in the test resource {@code extension}. */
public final class FixedFormat implements InputFormat {

  static final String NAME = "fixed";

  @Override
  public String name() {
    return NAME;
  }

  /** Fails on {@code !}, runs out of stack on {@code ~}. */
  @Override
  public EventDecoder newDecoder(DecoderLimits limits) {
    return (byte[] value, AuditEvent event) -> {
      if (value[0] == '!') {
        throw new IllegalStateException("on purpose\n");
      }
      if (value[0] == '~') {
        recurse(1);
      }
      event.details().set(value);
    };
  }

  private static int recurse(int depth) {
    return recurse(depth + 1) + depth;
  }
}

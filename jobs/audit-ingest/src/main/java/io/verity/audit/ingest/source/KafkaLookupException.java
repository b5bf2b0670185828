package io.verity.audit.ingest.source;

import java.io.IOException;

/** Kafka did not answer a look-up, or answered no. */
public final class KafkaLookupException extends IOException {

  private static final long serialVersionUID = 1L;

  KafkaLookupException(String message, Throwable cause) {
    super(message, cause);
  }
}

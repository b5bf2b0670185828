package io.verity.audit.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files of {@code sql/clickhouse} as they were packed into this module's jar. */
final class StackResources {

  static final String SCHEMA = "clickhouse/single-node/schema.sql";
  static final String USERS = "clickhouse/users.xml";

  private StackResources() {}

  static String text(String name) {
    try (InputStream in = StackResources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Not in the jar: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

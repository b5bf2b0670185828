package io.verity.audit.ingest.config;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.slf4j.LoggerFactory;

/** AUDIT_LOG_LEVEL, for this project's own loggers in this JVM. */
public final class LogLevel {

  private LogLevel() {}

  /** Does nothing on a cluster whose logging is not Log4j, as Flink's own is. */
  public static void set(String level) {
    try {
      Configurator.setLevel("io.verity.audit", Level.valueOf(level));
    } catch (NoClassDefFoundError e) {
      LoggerFactory.getLogger(LogLevel.class)
          .warn("AUDIT_LOG_LEVEL is not applied: this cluster does not log with Log4j");
    }
  }
}

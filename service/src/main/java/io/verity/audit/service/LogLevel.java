package io.verity.audit.service;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.slf4j.LoggerFactory;

/** The log level of this project's own loggers in this JVM. */
public final class LogLevel {

  private LogLevel() {}

  /** Does nothing on a cluster whose logging is not Log4j, as Flink's own is. */
  public static void set(String level) {
    try {
      Configurator.setLevel("io.verity.audit", Level.valueOf(level));
    } catch (NoClassDefFoundError e) {
      LoggerFactory.getLogger(LogLevel.class)
          .warn("the log level {} is not applied: this cluster does not log with Log4j", level);
    }
  }
}

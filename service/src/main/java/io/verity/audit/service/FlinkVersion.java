package io.verity.audit.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The release of Flink that the jobs are built for; another one fails somewhere in the middle. */
public final class FlinkVersion {

  private FlinkVersion() {}

  /** As Maven knows it, 2.3.0 for example. */
  public static String built() {
    Properties properties = new Properties();
    try (InputStream in = FlinkVersion.class.getResourceAsStream("flink.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  /**
   * Lets releases pass that differ in their last number only.
   *
   * @param running as Flink says it of itself
   */
  public static void require(String running) {
    String built = built();
    if (!minor(built).equals(minor(running))) {
      throw new ConfigException(
          "built for Flink %s, and this is Flink %s: run it on Flink %s, or build it with -Dflink.version=%s"
              .formatted(minor(built), running, minor(built), running));
    }
  }

  private static String minor(String version) {
    String[] parts = version.split("[.-]", 3);
    return parts.length < 2 ? version : parts[0] + "." + parts[1];
  }
}

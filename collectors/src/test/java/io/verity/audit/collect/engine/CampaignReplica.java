package io.verity.audit.collect.engine;

import io.verity.audit.store.DatabaseAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A process of {@link CampaignMain}. */
final class CampaignReplica implements AutoCloseable {

  private final Process process;

  CampaignReplica(DatabaseAccess access, Path objects, String sources, Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            CampaignMain.class.getName());
    Map<String, String> environment = builder.environment();
    environment.put(CampaignMain.DATABASE, access.url());
    environment.put(CampaignMain.DATABASE + "_USER", access.user());
    environment.put(CampaignMain.DATABASE + "_PASSWORD", access.password());
    environment.put(CampaignMain.OBJECTS, objects.toString());
    environment.put(CampaignMain.SOURCES, sources);
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

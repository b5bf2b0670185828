package io.verity.audit.ingest.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.connector.testframe.external.ExternalContextFactory;

/** A context for each test of the suite: a topic id and a folder of its own. */
public final class SuiteContextFactory implements ExternalContextFactory<SuiteContext> {

  private final SuiteStack stack;

  SuiteContextFactory(SuiteStack stack) {
    this.stack = stack;
  }

  @Override
  public SuiteContext createExternalContext(String testName) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "sink-suite"));
      return new SuiteContext(stack.get(), Files.createTempDirectory(folder, "spill"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

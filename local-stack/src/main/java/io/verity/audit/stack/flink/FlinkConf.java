package io.verity.audit.stack.flink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The files of {@code flink-conf/}, as they are, in a folder that Flink's processes can read. */
public final class FlinkConf {

  /** Where they are in the jar. */
  public static final String ON_CLASS_PATH = "io/verity/audit/stack/flink/conf/";

  /** What a process is told of its logging. */
  public static final String LOG_CONFIG = "log4j2.properties";

  private static final List<String> FILES = List.of("config.yaml", LOG_CONFIG);

  private FlinkConf() {}

  /**
   * Copies them.
   *
   * @return the folder, for FLINK_CONF_DIR
   */
  public static Path copyTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String file : FILES) {
      try (InputStream in = FlinkConf.class.getResourceAsStream("conf/" + file)) {
        Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return folder;
  }
}

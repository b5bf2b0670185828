package io.verity.audit.stack.logs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The log files of a stack and of what runs beside it: {@code stack/<server>/*.log}, and {@code
 * *.log} in the folder that the stack lies in.
 *
 * @param stack the stack's own folder
 */
public record LogFiles(Path stack) {

  private static final Map<String, String> SERVICES =
      Map.of(
          "control", "control-plane",
          "worker", "report-worker",
          "job", "audit-ingest",
          "holds", "hold-keeper");

  /** Each file with the service that writes it. */
  Map<Path, String> byService() throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (DirectoryStream<Path> servers = Files.newDirectoryStream(stack, Files::isDirectory)) {
      for (Path server : servers) {
        addTo(files, server, server.getFileName().toString());
      }
    }
    addTo(files, stack.getParent(), null);
    return files;
  }

  private static void addTo(Map<Path, String> files, Path folder, String service)
      throws IOException {
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "*.log")) {
      for (Path log : logs) {
        String name = log.getFileName().toString().replaceFirst("\\.log$", "");
        if (Files.isRegularFile(log) && !name.startsWith("hs_err")) {
          files.put(log, service == null ? SERVICES.getOrDefault(name, name) : service);
        }
      }
    }
  }
}

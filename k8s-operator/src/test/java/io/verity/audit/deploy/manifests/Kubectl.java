package io.verity.audit.deploy.manifests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Debian's kubernetes-client or any other that is on the PATH; a cluster is not asked. */
final class Kubectl {

  private static final int SECONDS = 60;

  private final Path program;

  private Kubectl(Path program) {
    this.program = program;
  }

  static Optional<Kubectl> find() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, "kubectl"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Kubectl::new);
  }

  static boolean isThere() {
    return find().isPresent();
  }

  List<Manifest> kustomize(Path folder) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("kustomize", ".txt");
    try {
      Process process =
          new ProcessBuilder(program.toString(), "kustomize", folder.toString())
              .redirectError(errors.toFile())
              .start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("kubectl kustomize failed: " + Files.readString(errors));
      }
      return Yaml.parse(folder.getFileName() + " as kustomize builds it", text);
    } finally {
      Files.delete(errors);
    }
  }
}

package io.verity.audit.deploy.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folders that are given to {@code kubectl apply -k}. */
final class Overlays {

  private Overlays() {}

  static List<Path> all() {
    try (Stream<Path> folders = Files.list(Tree.OVERLAYS)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

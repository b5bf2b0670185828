package io.verity.audit.deploy.manifests;

import java.nio.file.Path;

/** Where the manifests lie. */
final class Tree {

  /** Surefire starts tests in the module's folder. */
  static final Path ROOT = Path.of("").toAbsolutePath();

  static final Path BASE = ROOT.resolve("base");
  static final Path OVERLAYS = ROOT.resolve("overlays");
  static final Path TEMPLATES = ROOT.resolve("templates");
  static final Path FLINK_CONF = ROOT.resolveSibling("flink-conf");

  private Tree() {}
}

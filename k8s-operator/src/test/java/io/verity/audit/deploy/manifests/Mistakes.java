package io.verity.audit.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Files of the base with something wrong in them, to see that it is found. */
final class Mistakes {

  private Mistakes() {}

  static List<Manifest> make(String file, String right, String wrong) throws IOException {
    String text = Files.readString(Tree.BASE.resolve(file));
    assertThat(text).contains(right);
    return Yaml.parse("base/" + file, text.replace(right, wrong));
  }
}

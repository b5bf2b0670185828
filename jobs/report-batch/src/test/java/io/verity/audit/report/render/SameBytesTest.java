package io.verity.audit.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same report is the same file everywhere. The expected hashes are in a file, so that a run on
 * another JDK or machine compares with this one. Who means to change what a report looks like
 * raises the renderer version and puts the new hashes there.
 */
class SameBytesTest {

  @TempDir Path folder;

  @Test
  void inThisJvm() throws Exception {
    for (Renderer renderer : Renderers.forFormats(Renderers.formats())) {
      Path file = folder.resolve("report." + renderer.fileExtension());
      Renderers.toFile(renderer, SampleReport.ordinary(), folder, file);
    }
    compare();
  }

  @Test
  void inAnotherTimeZoneAndLocale() throws Exception {
    ForkedRender.run(
        folder,
        214,
        24,
        "-Duser.timezone=Pacific/Apia",
        "-Duser.language=ar",
        "-Duser.country=EG",
        "-Dfile.encoding=ISO-8859-1");
    compare();
  }

  private void compare() throws IOException, NoSuchAlgorithmException {
    Properties expected = new Properties();
    try (InputStream in = SameBytesTest.class.getResourceAsStream("sample.sha256.properties")) {
      expected.load(in);
    }
    Properties actual = new Properties();
    for (Renderer renderer : Renderers.forFormats(Renderers.formats())) {
      byte[] bytes = Files.readAllBytes(folder.resolve("report." + renderer.fileExtension()));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      actual.setProperty(renderer.format(), HexFormat.of().formatHex(hash));
    }
    assertThat(actual).isEqualTo(expected);
  }
}

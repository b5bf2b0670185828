package io.verity.audit.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.report.content.ReportContent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderersTest {

  @TempDir Path folder;

  @Test
  void givesThemInTheSameOrderHoweverTheyAreAskedFor() {
    assertThat(Renderers.forFormats(List.of("pdf", "json", "pdf")))
        .extracting(Renderer::format)
        .containsExactly("json", "pdf");
  }

  @Test
  void namesTheFormatThatIsUnknown() {
    assertThatThrownBy(() -> Renderers.forFormats(List.of("docx")))
        .hasMessage("there is no report format 'docx'; there are [json, csv, pdf]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "pdf"})
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsAnIoException(String format) {
    Renderer renderer = Renderers.forFormats(List.of(format)).get(0);

    assertThatThrownBy(
            () -> {
              try (OutputStream full = Files.newOutputStream(Path.of("/dev/full"))) {
                renderer.render(SampleReport.ordinary(), folder, full);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left on device");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesNoHalfFile() throws IOException {
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    Path file = folder.resolve("report.json");
    Renderer failing =
        new Renderer() {
          @Override
          public String format() {
            return "json";
          }

          @Override
          public void render(ReportContent content, Path scratch, OutputStream out)
              throws IOException {
            out.write(1);
            throw new IOException("No space left on device");
          }
        };

    assertThatThrownBy(() -> Renderers.toFile(failing, SampleReport.ordinary(), scratch, file))
        .hasMessage("the json report could not be written to report.json: No space left on device");
    assertThat(file).doesNotExist();
  }
}

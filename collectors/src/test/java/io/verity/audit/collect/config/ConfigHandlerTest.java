package io.verity.audit.collect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.collect.AskedRequest;
import io.verity.audit.collect.CollectionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigHandlerTest {

  @TempDir Path folder;

  private final ConfigHandler handler = new ConfigHandler();

  @Test
  void givesFilesByTheirFormat() throws Exception {
    write("a.json", "{\"n\": 9007199254740993, \"x\": 0.5}");
    write("b/b.yaml", "base: &base {port: 80, on: yes}\nuse: *base\npassword: s3cret\n");
    write("b/c/c.properties", "b=2\na=jdbc:x?password=s3cret\n");
    write("d.xml", "<a><password from_env=\"P\">s3cret</password><!--token=s3cret--><b>1</b></a>");
    write("e.conf", "ssl = on\npassword = s3cret\n");
    JsonNode data = collect("[\"**/*\"]");
    assertThat(data.path("file_count").intValue()).isEqualTo(5);
    assertThat(data.at("/files/0").toString())
        .isEqualTo(
            "{\"path\":\"a.json\",\"sha256\":\"%s\",\"redacted\":0,"
                    .formatted(data.at("/files/0/sha256").asText())
                + "\"content\":{\"n\":\"9007199254740993\",\"x\":0.5}}");
    assertThat(data.at("/files/1").toString())
        .isEqualTo(
            "{\"path\":\"b/b.yaml\",\"redacted\":1,\"content\":{\"base\":{\"port\":80,\"on\":true},"
                + "\"use\":{\"port\":80,\"on\":true},\"password\":\"[redacted]\"}}");
    assertThat(data.at("/files/2/content").toString())
        .isEqualTo("{\"a\":\"jdbc:x?password=[redacted]\",\"b\":\"2\"}");
    assertThat(data.at("/files/3/content").asText())
        .isEqualTo(
            "<a><password from_env=\"P\">[redacted]</password><!--token=[redacted]--><b>1</b></a>");
    assertThat(data.at("/files/4/content").asText()).isEqualTo("ssl = on\npassword = [redacted]\n");
    assertThat(data.at("/files/4").has("sha256")).isFalse();
    assertThat(data.toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "x.json | {\"password\": s3cret | x.json is no JSON that can be read (line 1)",
        "x.json | {\"a\":1,\"a\":2} | x.json is no JSON",
        "x.yaml | a: [s3cret | x.yaml is no YAML that can be read",
        "x.yaml | a: *gone | x.yaml is no YAML that can be read",
        "x.xml | <a>s3cret | x.xml is no XML that can be read",
        "x.xml | <!DOCTYPE a [<!ENTITY e SYSTEM \"/etc/passwd\">]><a>&e;</a> | a DOCTYPE is not",
        "x.tfstate | garbage s3cret | x.tfstate is no JSON",
        "other.txt | a | nothing matches x.*"
      })
  void failsWhereAFileIsNotWhatItShouldBe(String name, String content, String why)
      throws IOException {
    write(name, content);
    assertFails("[\"x.*\"]", why);
  }

  @Test
  void refusesAliasesThatGrow() throws IOException {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "x"));
    }
    write("x.yaml", yaml.toString());
    assertFails("[\"x.yaml\"]", "more than");
  }

  @Test
  void staysBelowItsRoot(@TempDir Path outside) throws IOException {
    Files.writeString(outside.resolve("x.json"), "{}");
    write("real/x.json", "{}");
    Path root = folder.resolve("root");
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("x.json"), outside.resolve("x.json"));
    Files.createSymbolicLink(root.resolve("dir"), outside);
    assertFails(root, "[\"x.json\"]", "leads out");
    assertFails(root, "[\"dir/x.json\"]", "leads out");
    assertFails(root, "[\"dir/*.json\"]", "leads out");
    assertFails(root, "[\"*.json\"]", "leads out");
    for (String glob :
        new String[] {"/etc/passwd", "../x.json", "a/../../x", "", "a[", "..", "{"}) {
      AskedRequest request = asked(root, "[\"" + glob + "\"]");
      assertThat(handler.problem(request)).as(glob).isPresent();
      assertThatThrownBy(() -> handler.collect(request)).isInstanceOf(CollectionException.class);
    }
    Files.createSymbolicLink(folder.resolve("inside.json"), folder.resolve("real/x.json"));
    assertThat(handler.problem(asked(folder, "[\"inside.json\"]"))).isEmpty();
  }

  /** As Kubernetes mounts a ConfigMap. */
  @Test
  void followsLinksThatStayInside() throws Exception {
    write("..data-1/app.json", "{\"a\": 1}");
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..data-1"));
    Files.createSymbolicLink(folder.resolve("app.json"), Path.of("..data/app.json"));
    assertThat(collect("[\"*.json\"]").at("/files/0/content/a").intValue()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsTooLargeNoTextOrNoFile() throws Exception {
    write("big.txt", "x".repeat(5000));
    AskedRequest small = asked(folder, "[\"big.txt\"]").withMaxBytes(4999);
    assertThatThrownBy(() -> handler.collect(small)).hasMessageContaining("max_bytes");
    Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xe9});
    assertFails("[\"latin.txt\"]", "is no UTF-8 text");
    Files.write(folder.resolve("binary.txt"), new byte[] {'a', 0});
    assertFails("[\"binary.txt\"]", "is no text");
    assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor())
        .isZero();
    assertFails("[\"pipe\"]", "is no plain file");
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.writeString(folder.resolve(path), text);
  }

  private JsonNode collect(String files) throws CollectionException, InterruptedException {
    return handler.collect(asked(folder, files)).data();
  }

  private void assertFails(String files, String why) {
    assertFails(folder, files, why);
  }

  private void assertFails(Path root, String files, String why) {
    assertThatThrownBy(() -> handler.collect(asked(root, files)))
        .isInstanceOf(CollectionException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("s3cret");
  }

  private static AskedRequest asked(Path root, String files) {
    return AskedRequest.of(Map.of("root", root.toString()), "{\"files\": " + files + "}");
  }
}

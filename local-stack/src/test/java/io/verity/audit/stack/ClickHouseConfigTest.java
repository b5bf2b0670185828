package io.verity.audit.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ClickHouseConfigTest {

  @TempDir Path temporary;

  @Test
  void writesWhatTheServerReads() throws Exception {
    Path folder = temporary.resolve("R&D <1>");
    ClickHouseConfig config = new ClickHouseConfig(folder, 12345);

    config.write();

    Document server = parse(config.file());
    assertThat(text(server, "http_port")).isEqualTo("12345");
    assertThat(text(server, "listen_host")).isEqualTo("127.0.0.1");
    assertThat(text(server, "path")).isEqualTo(folder.resolve("data") + "/");
    Path users = Path.of(text(server, "users_config"));
    assertThat(parse(users).getElementsByTagName("default").getLength()).isEqualTo(2);
    assertThat(
            parse(users.resolveSibling("users.d").resolve("verity.xml"))
                .getElementsByTagName("audit_writer")
                .getLength())
        .isEqualTo(1);
  }

  @Test
  void theSessionUserMayOnlyServe() throws Exception {
    ClickHouseConfig config = new ClickHouseConfig(temporary, 1);

    config.write();

    assertThat(Files.readAllLines(temporary.resolve("users.xml")))
        .filteredOn(line -> line.contains("GRANT"))
        .extracting(String::strip)
        .containsExactly(
            "<query>GRANT SYSTEM LISTEN ON *.*</query>",
            "<query>GRANT SELECT ON system.numbers</query>");
  }

  private static Document parse(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static String text(Document document, String element) {
    return document.getElementsByTagName(element).item(0).getTextContent();
  }
}

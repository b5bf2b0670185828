package io.verity.audit.stack.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Brings the entries of log files into the index {@code stack-logs}, each once: it goes on where it
 * ended, and an entry sent again has the same id.
 */
public final class LogShipper {

  public static final String INDEX = "stack-logs";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String MAPPING =
      """
      {"settings": {"number_of_shards": 1, "number_of_replicas": 0},
       "mappings": {"dynamic": "strict", "properties": {
         "@timestamp": {"type": "date"}, "service": {"type": "keyword"},
         "level": {"type": "keyword"}, "logger": {"type": "keyword"},
         "message": {"type": "text"}}}}
      """;

  private final LogFiles files;
  private final SearchHttp http;
  private final Path offsetFile;
  private final Properties offsets = new Properties();
  private final Map<Path, Long> ends = new HashMap<>();

  /**
   * @param offsetFile remembers what was shipped; lies beside the index, and goes with it
   */
  public LogShipper(LogFiles files, SearchHttp http, Path offsetFile) {
    this.files = files;
    this.http = http;
    this.offsetFile = offsetFile;
  }

  /** Creates the index where it is absent, and ships what there is. */
  public void prepare() {
    try {
      if (!http.exists("/" + INDEX)) {
        http.send("PUT", "/" + INDEX, MAPPING);
        Files.deleteIfExists(offsetFile);
      }
      http.get("/_cluster/health/" + INDEX + "?wait_for_status=yellow&timeout=20s");
      if (Files.exists(offsetFile)) {
        try (InputStream in = Files.newInputStream(offsetFile)) {
          offsets.load(in);
        }
      }
      ship();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ships what was logged since the last time; it can be searched afterwards. */
  public synchronized void ship() throws IOException {
    for (Map.Entry<Path, String> file : files.byService().entrySet()) {
      while (shipSome(file.getKey(), file.getValue())) {
        // until its end
      }
    }
  }

  private boolean shipSome(Path file, String service) throws IOException {
    long size = Files.size(file);
    long end = ends.getOrDefault(file, -1L);
    if (size == end) {
      return false;
    }
    // a file that is shorter was begun anew
    LogPart part = LogPart.read(file, size < end ? 0 : offset(file, size));
    if (!part.entries().isEmpty()) {
      send(file, service, part);
    }
    offsets.setProperty(file.toString(), Long.toString(part.last()));
    try (OutputStream out = Files.newOutputStream(offsetFile)) {
      offsets.store(out, null);
    }
    boolean isMore = part.end() < size && part.end() != end;
    ends.put(file, isMore ? part.end() : size);
    return isMore;
  }

  private long offset(Path file, long size) {
    long offset = Long.parseLong(offsets.getProperty(file.toString(), "0"));
    return offset > size ? 0 : offset;
  }

  private void send(Path file, String service, LogPart part) throws IOException {
    StringBuilder bulk = new StringBuilder();
    for (LogPart.Entry entry : part.entries()) {
      ObjectNode action = JSON.createObjectNode();
      action.putObject("index").put("_id", id(file, entry));
      bulk.append(action).append('\n').append(document(service, entry)).append('\n');
    }
    JsonNode answer = http.send("POST", "/" + INDEX + "/_bulk?refresh=true", bulk.toString());
    if (answer.path("errors").asBoolean(true)) {
      throw new IOException("OpenSearch refused entries of " + file);
    }
  }

  /** With the time: a file begun anew has other entries at the same offsets. */
  private static String id(Path file, LogPart.Entry entry) {
    return "%s/%s@%d/%s"
        .formatted(
            file.getParent().getFileName(),
            file.getFileName(),
            entry.offset(),
            entry.first().at().toEpochMilli());
  }

  private static ObjectNode document(String service, LogPart.Entry entry) {
    return JSON.createObjectNode()
        .put("@timestamp", entry.first().at().toString())
        .put("service", service)
        .put("level", entry.first().level())
        .put("logger", entry.first().logger())
        .put("message", entry.message());
  }
}

package io.verity.audit.report.aggregate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.verity.audit.report.ReportException;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.trail.MerkleTree;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The answers of all queries on local disk, one file each, so that a report of any length is
 * rendered in the same memory, and each format reads the very same rows.
 */
final class Spool implements Closeable {

  private static final JsonFactory JSON = new JsonFactory();

  private final Path folder;
  private final Map<Integer, Answer> answers = new HashMap<>();

  Spool(Path folder) {
    this.folder = folder;
  }

  private static final class Answer {
    private final OutputStream out;
    private final MessageDigest digest = MerkleTree.sha256();
    private long rows;
    private String announced;

    Answer(OutputStream out) {
      this.out = out;
    }
  }

  void add(int query, byte[] json) throws IOException {
    Answer answer = answer(query);
    answer.out.write(json);
    answer.out.write('\n');
    answer.digest.update(json);
    answer.digest.update((byte) '\n');
    answer.rows++;
  }

  void end(int query, byte[] announcement) throws IOException {
    Answer answer = answer(query);
    answer.out.close();
    String own =
        "[" + answer.rows + ",\"" + HexFormat.of().formatHex(answer.digest.digest()) + "\"]";
    answer.announced = new String(announcement, StandardCharsets.UTF_8);
    if (!own.equals(answer.announced)) {
      throw new IOException(
          "rows of query "
              + query
              + " were lost or changed on their way: "
              + own
              + " arrived of "
              + answer.announced);
    }
  }

  /**
   * @throws ReportException where a query never said its last word
   */
  void requireComplete(List<PlannedQuery> queries) {
    for (PlannedQuery query : queries) {
      Answer answer = answers.get(query.index());
      if (answer == null || answer.announced == null) {
        throw new ReportException(query.name() + " was not answered to its end");
      }
    }
  }

  long rows(int query) {
    return answers.get(query).rows;
  }

  String sha256(int query) {
    String announced = answers.get(query).announced;
    return announced.substring(announced.indexOf('"') + 1, announced.lastIndexOf('"'));
  }

  RowStream<List<Object>> read(int query) throws IOException {
    JsonParser parser =
        JSON.createParser(new BufferedInputStream(Files.newInputStream(file(query))));
    return new RowStream<>() {
      @Override
      public List<Object> next() throws IOException {
        return parser.nextToken() == null ? null : readArray(parser);
      }

      @Override
      public void close() throws IOException {
        parser.close();
      }
    };
  }

  @Override
  public void close() throws IOException {
    for (Answer answer : answers.values()) {
      answer.out.close();
    }
  }

  private Answer answer(int query) throws IOException {
    Answer answer = answers.get(query);
    if (answer == null) {
      answer = new Answer(new BufferedOutputStream(Files.newOutputStream(file(query)), 1 << 14));
      answers.put(query, answer);
    }
    return answer;
  }

  private Path file(int query) {
    return folder.resolve("query-" + query + ".json");
  }

  private static List<Object> readArray(JsonParser parser) throws IOException {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(readValue(parser));
    }
    return items;
  }

  private static Object readValue(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case START_ARRAY -> readArray(parser);
      case START_OBJECT -> readTime(parser);
      default -> throw new IOException("the spool is damaged: " + parser.currentToken());
    };
  }

  private static Instant readTime(JsonParser parser) throws IOException {
    parser.nextToken();
    parser.nextToken();
    Instant time = Instant.ofEpochMilli(parser.getLongValue());
    parser.nextToken();
    return time;
  }
}

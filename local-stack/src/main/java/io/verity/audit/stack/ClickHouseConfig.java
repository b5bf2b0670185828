package io.verity.audit.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration of one local server, written anew at each start. Engine and clickhouse binary
 * read the same files.
 */
record ClickHouseConfig(Path folder, int httpPort) {

  /** Small caches: this server shares a laptop with Kafka and Flink. No log of queries. */
  private static final String SERVER =
      """
      <clickhouse>
          <listen_host>127.0.0.1</listen_host>
          <http_port>%d</http_port>
          <path>%s/</path>
          <tmp_path>%s/</tmp_path>
          <user_files_path>%s/user_files/</user_files_path>
          <format_schema_path>%s/format_schemas/</format_schema_path>
          <logger>
              <level>error</level>
              <log>%s</log>
              <size>10M</size>
              <count>2</count>
          </logger>
          <timezone>UTC</timezone>
          <users_config>%s</users_config>
          <user_directories>
              <users_xml>
                  <path>%s</path>
              </users_xml>
          </user_directories>
          <max_concurrent_queries>1000</max_concurrent_queries>
          <mark_cache_size>67108864</mark_cache_size>
          <uncompressed_cache_size>0</uncompressed_cache_size>
      </clickhouse>
      """;

  /**
   * The engine's own session, which opens the port and then keeps the process alive, logs in as
   * `default` without a password. It may do that and nothing else; anybody on this machine can be
   * `default` too, and so close the port, but not read. The accounts proper come from
   * sql/clickhouse/users.xml, merged in from users.d.
   */
  private static final String SESSION_USER =
      """
      <clickhouse>
          <profiles>
              <default/>
          </profiles>
          <users>
              <default>
                  <no_password/>
                  <networks>
                      <ip>127.0.0.1</ip>
                      <ip>::1</ip>
                  </networks>
                  <profile>default</profile>
                  <grants>
                      <query>GRANT SYSTEM LISTEN ON *.*</query>
                      <query>GRANT SELECT ON system.numbers</query>
                  </grants>
              </default>
          </users>
      </clickhouse>
      """;

  Path file() {
    return folder.resolve("config.xml");
  }

  Path data() {
    return folder.resolve("data");
  }

  /**
   * ClickHouse's own log: errors only, since at `warning` it reports each pause of its scheduler.
   */
  Path engineLog() {
    return folder.resolve("clickhouse.log");
  }

  void write() {
    Path users = folder.resolve("users.xml");
    Path accounts = folder.resolve("users.d").resolve("verity.xml");
    Path temporary = folder.resolve("tmp");
    try {
      Files.createDirectories(accounts.getParent());
      Files.createDirectories(data());
      Files.createDirectories(temporary);
      Files.writeString(
          file(),
          SERVER.formatted(
              httpPort,
              xml(data()),
              xml(temporary),
              xml(folder),
              xml(folder),
              xml(engineLog()),
              xml(users),
              xml(users)));
      Files.writeString(users, SESSION_USER);
      Files.writeString(accounts, StackResources.text(StackResources.USERS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String xml(Path path) {
    return path.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

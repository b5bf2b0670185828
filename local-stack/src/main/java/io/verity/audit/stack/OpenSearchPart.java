package io.verity.audit.stack;

import io.verity.audit.stack.logs.LogFiles;
import io.verity.audit.stack.logs.LogShipper;
import io.verity.audit.stack.logs.LogShipping;
import io.verity.audit.stack.logs.SearchHttp;
import java.util.Map;
import java.util.function.Consumer;

/** The OpenSearch of a stack, to which the stack's own logs are shipped while it runs. */
record OpenSearchPart(String url, ServerProcess process, LogShipping logs) {

  static OpenSearchPart start(
      StackFolder folder,
      StackPorts ports,
      Map<String, String> environment,
      Consumer<String> progress) {
    OpenSearchServer server =
        new OpenSearchServer(
            folder.openSearch(), ports.of("opensearch"), ProjectHome.find(environment));
    ServerProcess process = Starting.start(server, progress);
    LogShipper shipper =
        new LogShipper(
            new LogFiles(folder.root()),
            new SearchHttp(server.url()),
            folder.openSearch().resolve("shipped.properties"));
    Starting.orKill(process, shipper::prepare);
    return new OpenSearchPart(server.url(), process, LogShipping.start(shipper));
  }

  /** Ships what was logged until now, then stops. */
  void stop() {
    logs.close();
    process.stop();
  }
}

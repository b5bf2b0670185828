package io.verity.audit.stack.opensearch;

import java.nio.file.Path;
import org.opensearch.common.settings.Settings;

/** One node that is a cluster by itself, for this machine only, as small as it gets. */
final class NodeSettings {

  private NodeSettings() {}

  static Settings of(Path folder, int port, String cluster) {
    return Settings.builder()
        .put("cluster.name", cluster)
        .put("node.name", "local")
        .put("path.home", folder.toString())
        .put("path.data", folder.resolve("data").toString())
        .put("path.logs", folder.resolve("logs").toString())
        .put("discovery.type", "single-node")
        .put("transport.type", "netty4")
        .put("http.type", "netty4")
        .put("network.host", "127.0.0.1")
        .put("http.port", port)
        // nobody else joins: any free port will do
        .put("transport.port", "0")
        .put("node.store.allow_mmap", false)
        .put("node.processors", 1)
        // a laptop whose disk is nearly full still gets its logs searched
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .put("action.auto_create_index", false)
        .build();
  }
}

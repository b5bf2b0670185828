package io.verity.audit.stack.opensearch;

import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** A node whose modules are classes of its class path, in place of folders of an installation. */
final class LocalNode extends Node {

  LocalNode(Settings settings) {
    super(
        InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "local"),
        List.of(Netty4Plugin.class),
        true);
  }
}

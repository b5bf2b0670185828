package io.verity.audit.collect.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionHandler;
import io.verity.audit.collect.CollectionRequest;
import io.verity.audit.collect.SourceEvidence;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Does what a test says of each source; gives something where it says nothing. */
final class ScriptedHandler implements CollectionHandler {

  static final String NAME = "scripted";

  /** What a source does. */
  interface Script {
    SourceEvidence run(CollectionRequest request) throws CollectionException, InterruptedException;
  }

  final AtomicInteger calls = new AtomicInteger();
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();

  void at(String source, Script script) {
    scripts.put(source, script);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public SourceEvidence collect(CollectionRequest request)
      throws CollectionException, InterruptedException {
    calls.incrementAndGet();
    request.beforeCall();
    return scripts.getOrDefault(request.source(), ScriptedHandler::something).run(request);
  }

  static SourceEvidence something(CollectionRequest request) {
    return text("from " + request.source());
  }

  static SourceEvidence text(String text) {
    return new SourceEvidence(
        "test", JsonNodeFactory.instance.objectNode().put("text", text), Map.of());
  }
}

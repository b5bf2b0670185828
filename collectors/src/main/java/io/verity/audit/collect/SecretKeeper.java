package io.verity.audit.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Passes a request on and remembers which secrets it gave out, so that none of them comes back in a
 * message or in evidence: a source may echo the header it was sent, a driver quote its URL.
 */
final class SecretKeeper implements CollectionRequest {

  static final String REDACTED = "[redacted]";

  /** Shorter ones would be found by chance, and taken out of what is evidence. */
  private static final int SHORTEST = 6;

  private final CollectionRequest request;

  /** The longest first: one may be part of another. */
  private final Set<String> given =
      new ConcurrentSkipListSet<>(
          Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

  SecretKeeper(CollectionRequest request) {
    this.request = request;
  }

  @Override
  public String secret(String setting) throws CollectionException {
    String secret = request.secret(setting);
    given.add(secret);
    // "Bearer xyz": the part after the scheme is the secret
    given.addAll(List.of(secret.split("\\s+")));
    given.removeIf(part -> part.length() < SHORTEST);
    return secret;
  }

  String clean(String text) {
    String clean = text;
    for (String secret : given) {
      clean = clean.replace(secret, REDACTED);
    }
    return clean;
  }

  /** Without its cause, whose own messages nobody has looked through. */
  CollectionException clean(CollectionException e) {
    return new CollectionException(
        clean(String.valueOf(e.getMessage())), e.mayPass(), e.retryAfter(), null);
  }

  SourceEvidence clean(SourceEvidence evidence) {
    if (given.isEmpty()) {
      return evidence;
    }
    Map<String, String> details = new TreeMap<>();
    evidence.details().forEach((key, value) -> details.put(clean(key), clean(value)));
    return new SourceEvidence(clean(evidence.from()), clean(evidence.data()), details);
  }

  private JsonNode clean(JsonNode node) {
    if (node.isTextual()) {
      String clean = clean(node.textValue());
      return clean.equals(node.textValue()) ? node : TextNode.valueOf(clean);
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(element -> array.add(clean(element)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(e -> object.set(clean(e.getKey()), clean(e.getValue())));
      return object;
    }
    return node;
  }

  @Override
  public Instant periodStart() {
    return request.periodStart();
  }

  @Override
  public Instant periodEnd() {
    return request.periodEnd();
  }

  @Override
  public String source() {
    return request.source();
  }

  @Override
  public Map<String, String> settings() {
    return request.settings();
  }

  @Override
  public JsonNode request() {
    return request.request();
  }

  @Override
  public void beforeCall() throws CollectionException, InterruptedException {
    request.beforeCall();
  }

  @Override
  public Duration timeLeft() {
    return request.timeLeft();
  }

  @Override
  public long maxBytes() {
    return request.maxBytes();
  }
}

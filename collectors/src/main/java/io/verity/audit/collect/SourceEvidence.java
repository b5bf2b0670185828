package io.verity.audit.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a source gave.
 *
 * @param from where it came from, for a person: a URL without a query's secrets, a table, a file
 * @param data as expectations read it
 * @param details of the collection: ETag, pages, hashes of files
 */
public record SourceEvidence(String from, JsonNode data, Map<String, String> details) {

  public SourceEvidence {
    details = Map.copyOf(details);
  }
}

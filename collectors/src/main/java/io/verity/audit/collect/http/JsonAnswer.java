package io.verity.audit.collect.http;

import com.fasterxml.jackson.databind.JsonNode;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/**
 * What a source answered.
 *
 * @param url that answered, after redirects
 */
public record JsonAnswer(HttpUrl url, Headers headers, JsonNode body) {

  /** An address that this answer names, of this origin: the secret goes with it. */
  HttpUrl resolve(String reference) {
    HttpUrl target = url.resolve(reference);
    if (target == null || !SourceUrl.isSameOrigin(url, target)) {
      throw new IllegalArgumentException(
          "the next page is to be at another host or port, which gets no authorization of ours");
    }
    return target;
  }
}

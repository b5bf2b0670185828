package io.verity.audit.collect.http;

import io.verity.audit.collect.CollectionRequest;
import okhttp3.HttpUrl;

/** Where a source's API begins; nothing is asked outside of it. */
public record SourceUrl(HttpUrl base) {

  /**
   * @throws IllegalArgumentException where the setting is no address, without repeating it
   */
  public static SourceUrl of(CollectionRequest request) {
    HttpUrl url = HttpUrl.parse(request.settings().getOrDefault("url", ""));
    if (url == null
        || url.query() != null
        || url.fragment() != null
        || !url.username().isEmpty()
        || !url.password().isEmpty()) {
      throw new IllegalArgumentException(
          "its url must be http:// or https:// with a host and perhaps a path, and no user, password"
              + " or query in it: use authorization");
    }
    return new SourceUrl(url);
  }

  /**
   * @param path begins with {@code /}; its placeholders are filled in already
   */
  public HttpUrl at(String path) {
    if (!path.startsWith("/") || path.startsWith("//") || path.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("path must begin with one /, as /v1/users does");
    }
    String root = base.toString().replaceAll("/+$", "");
    HttpUrl url = HttpUrl.parse(root + path);
    if (url == null || !isBelow(url)) {
      throw new IllegalArgumentException("path leads out of the source's url");
    }
    return url;
  }

  private boolean isBelow(HttpUrl url) {
    String folder = base.encodedPath().replaceAll("/+$", "") + "/";
    return isSameOrigin(base, url) && url.encodedPath().startsWith(folder);
  }

  /** The scheme, host and port that a secret may be sent to. */
  static boolean isSameOrigin(HttpUrl one, HttpUrl other) {
    return one.scheme().equals(other.scheme())
        && one.host().equals(other.host())
        && one.port() == other.port();
  }
}

package io.verity.audit.store;

import java.io.Serializable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where PostgreSQL is and as whom to speak to it. Takes {@code jdbc:postgresql://host:port/db} and
 * {@code postgresql://user:password@host:port/db}; whatever credentials stand in the URL are taken
 * out of it, so that {@link #url} may be logged. Never printed with its password.
 *
 * @param url afterwards always a JDBC URL without credentials
 * @param user null or empty: the URL's
 * @param password null or empty: the URL's
 * @throws IllegalArgumentException where the URL is another; the message shows no credentials
 */
public record DatabaseAccess(String url, String user, String password) implements Serializable {

  private static final Pattern URL =
      Pattern.compile(
          "(jdbc:)?postgres(?:ql)?://(?:(?<credentials>[^@/?]*)@)?(?<hosts>[^@/?]+)/(?<database>[^@/?]+)"
              + "(?:\\?(?<parameters>.*))?");

  public DatabaseAccess {
    Matcher matcher = URL.matcher(url == null ? "" : url.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "the database URL \""
              + withoutCredentials(url)
              + "\" is not jdbc:postgresql://host:port/database"
              + " or postgresql://user:password@host:port/database");
    }
    String credentials = matcher.group("credentials");
    String urlUser = null;
    String urlPassword = null;
    if (credentials != null) {
      int colon = credentials.indexOf(':');
      urlUser = decoded(colon < 0 ? credentials : credentials.substring(0, colon));
      urlPassword = colon < 0 ? null : decoded(credentials.substring(colon + 1));
    }
    List<String> parameters = new ArrayList<>();
    if (matcher.group("parameters") != null) {
      for (String parameter : matcher.group("parameters").split("&")) {
        if (parameter.startsWith("user=")) {
          urlUser = decoded(parameter.substring("user=".length()));
        } else if (parameter.startsWith("password=")) {
          urlPassword = decoded(parameter.substring("password=".length()));
        } else if (!parameter.isEmpty()) {
          parameters.add(parameter);
        }
      }
    }
    url =
        "jdbc:postgresql://"
            + matcher.group("hosts")
            + "/"
            + matcher.group("database")
            + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
    user = chosen(user, urlUser);
    password = chosen(password, urlPassword);
  }

  /** {@code host:port/database}, for messages. */
  public String server() {
    return url.replaceFirst("jdbc:postgresql://", "").replaceFirst("\\?.*", "");
  }

  private static String chosen(String given, String inUrl) {
    if (given != null && !given.isEmpty()) {
      return given;
    }
    return inUrl == null ? "" : inUrl;
  }

  /** A plus sign is a plus sign: only percent escapes mean something here. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String withoutCredentials(String url) {
    return url == null
        ? ""
        : url.replaceAll("//.*@", "//...@").replaceAll("(?i)(password=)[^&]*", "$1...");
  }

  @Override
  public String toString() {
    return user + "@" + url;
  }
}

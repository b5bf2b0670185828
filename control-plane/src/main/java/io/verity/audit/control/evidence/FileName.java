package io.verity.audit.control.evidence;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A file's name as a header carries it (RFC 8187), whatever letters a person gave it. */
final class FileName {

  private FileName() {}

  /** Of letters, digits and percent signs; names no folder. */
  static String of(String name) {
    String plain = name == null || name.isBlank() ? "attachment" : name;
    String last = plain.substring(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1);
    // a form's encoding differs from a header's in these two
    return URLEncoder.encode(last.isEmpty() ? "attachment" : last, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A");
  }
}

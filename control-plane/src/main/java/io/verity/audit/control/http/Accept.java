package io.verity.audit.control.http;

import java.util.Locale;

/** Whether a caller takes an answer of a media type. */
final class Accept {

  private Accept() {}

  /** By the Accept header; null takes everything. Problems are sent whatever it says. */
  static boolean takes(String header, String mediaType) {
    if (header == null || header.isBlank()) {
      return true;
    }
    String anyOfType = mediaType.substring(0, mediaType.indexOf('/')) + "/*";
    for (String range : header.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = range.split(";");
      String type = parts[0].strip();
      if ((type.equals("*/*") || type.equals(anyOfType) || type.equals(mediaType))
          && !isZero(parts)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isZero(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].strip().matches("q=0(\\.0*)?")) {
        return true;
      }
    }
    return false;
  }
}

package io.verity.audit.collect.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a control wants of a folder.
 *
 * @param globs relative to the source's root; a file for each is expected
 */
record ConfigRequest(List<String> globs, ConfigFormat format) {

  /**
   * @throws IllegalArgumentException in words for whoever wrote the control
   */
  static ConfigRequest of(JsonNode request) {
    for (Iterator<String> keys = request.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!key.equals("files") && !key.equals("format")) {
        throw new IllegalArgumentException(
            "the request has the unknown key " + key + "; there are files and format");
      }
    }
    JsonNode files = request.path("files");
    if (!files.isArray() || files.isEmpty()) {
      throw new IllegalArgumentException("the request must have files, a list of paths or globs");
    }
    List<String> globs = new ArrayList<>();
    files.forEach(glob -> globs.add(glob(glob)));
    return new ConfigRequest(List.copyOf(globs), ConfigFormat.of(request.path("format")));
  }

  private static String glob(JsonNode glob) {
    String text = glob.isTextual() ? glob.textValue() : "";
    if (text.isBlank()
        || text.startsWith("/")
        || text.indexOf('\0') >= 0
        || List.of(text.split("/")).contains("..")) {
      throw new IllegalArgumentException(
          "each of files must be a path or glob below the source's root, without ..");
    }
    FoundFiles.matcher(text);
    return text;
  }
}

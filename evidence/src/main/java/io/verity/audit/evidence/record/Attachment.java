package io.verity.audit.evidence.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * The file that a person handed in with a record, as the record's payload tells of it. That a
 * person did is said by the kind of the section, which no handler may have: a handler's source may
 * be called {@code upload} as well, and its details are its own words.
 *
 * @param name as the person gave it; null where there is none
 * @param sha256 of its bytes
 */
public record Attachment(String name, String sha256, String objectKey, String versionId) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Empty where the record has no file. */
  public static Optional<Attachment> of(String rawPayload) {
    JsonNode section;
    try {
      section = JSON.readTree(rawPayload).path("sources").path("upload");
    } catch (JsonProcessingException e) {
      return Optional.empty(); // the payload's own link says so
    }
    JsonNode details = section.path("details");
    Attachment file =
        new Attachment(
            details.path("file_name").textValue(),
            details.path("file_sha256").textValue(),
            details.path("object_key").textValue(),
            details.path("version_id").textValue());
    boolean handedIn = "manual".equals(section.path("kind").textValue());
    return handedIn && file.isWhole() ? Optional.of(file) : Optional.empty();
  }

  private boolean isWhole() {
    return sha256 != null && objectKey != null && versionId != null;
  }
}

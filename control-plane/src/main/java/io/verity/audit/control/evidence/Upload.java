package io.verity.audit.control.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.verity.audit.collect.engine.UploadedFile;
import io.verity.audit.control.http.JsonBody;
import io.verity.audit.control.http.Problem;
import java.util.Base64;
import java.util.Set;

/**
 * Evidence as a person hands it in.
 *
 * @param payload null for none
 * @param file null for none
 */
record Upload(Period period, String reason, JsonNode payload, UploadedFile file) {

  private static final Set<String> FIELDS =
      Set.of("period_start", "period_end", "reason", "raw_payload", "file");
  private static final Set<String> FILE = Set.of("name", "media_type", "content");
  private static final int REASON = 2_000;
  private static final int NAME = 255;
  private static final String MEDIA_TYPE =
      "[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}";

  static Upload read(Context ctx) {
    JsonBody body = JsonBody.read(ctx, FIELDS);
    Upload upload =
        new Upload(
            Period.read(body),
            body.text("reason", REASON),
            body.optionalValue("raw_payload").orElse(null),
            body.object("file", FILE).map(Upload::file).orElse(null));
    if (upload.payload == null && upload.file == null) {
      throw Problem.badRequest("there is no evidence: send \"raw_payload\", \"file\" or both");
    }
    return upload;
  }

  private static UploadedFile file(JsonBody file) {
    String mediaType = file.text("media_type", NAME);
    if (!mediaType.matches(MEDIA_TYPE)) {
      throw Problem.badRequest("\"file.media_type\" is no media type such as application/pdf");
    }
    try {
      byte[] content = Base64.getDecoder().decode(file.text("content", Integer.MAX_VALUE));
      return new UploadedFile(file.text("name", NAME), mediaType, content);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("\"file.content\" is not base64");
    }
  }
}

package io.verity.audit.control.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers that were prepared and must not leave. */
final class Results {

  private static final Logger LOG = LoggerFactory.getLogger(Results.class);

  /** What says something about the body that is taken back. */
  private static final List<String> OF_THE_BODY =
      List.of(
          "Location",
          "ETag",
          "Content-Range",
          "Accept-Ranges",
          "Content-Disposition",
          "Content-Length");

  private Results() {}

  static void discard(Context ctx) {
    try (InputStream prepared = ctx.resultInputStream()) {
      OF_THE_BODY.forEach(name -> ctx.res().setHeader(name, null));
    } catch (IOException e) {
      LOG.debug("an answer that was taken back can't be closed", e);
    }
  }
}

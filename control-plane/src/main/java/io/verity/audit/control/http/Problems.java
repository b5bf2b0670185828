package io.verity.audit.control.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.verity.audit.store.ConflictException;
import io.verity.audit.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes answers of whatever went wrong. What nobody foresaw is told to the log alone. */
final class Problems {

  static final String MEDIA_TYPE = "application/problem+json";

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static Problem of(Throwable thrown, String requestId) {
    if (thrown instanceof Problem problem) {
      return problem;
    }
    if (thrown instanceof HttpResponseException javalin && javalin.getStatus() < 500) {
      String title = title(javalin.getStatus());
      return new Problem(javalin.getStatus(), code(title), title, "the call was refused: " + title);
    }
    if (thrown instanceof StoreException store && store.isUnreachable()) {
      LOG.warn("call {} could not be served: {}", requestId, store.getMessage());
      return Problem.unavailable("the database can't be reached just now; try again");
    }
    if (thrown instanceof ConflictException) {
      LOG.info("call {} conflicts: {}", requestId, thrown.getMessage());
      return Problem.conflict("the run is not, or no longer, in a state that allows this");
    }
    LOG.error("call {} failed", requestId, thrown);
    return failed();
  }

  static Problem failed() {
    return new Problem(
        500,
        "internal",
        "Internal error",
        "the call failed for a reason that is not yours; its request_id finds it in the log");
  }

  static void answer(Context ctx, Problem problem, String requestId) {
    problem.headers().forEach(ctx::header);
    ctx.status(problem.status())
        .contentType(MEDIA_TYPE)
        .result(Json.bytes(body(problem, requestId)));
  }

  static Map<String, Object> body(Problem problem, String requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", problem.type());
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.put("detail", problem.getMessage());
    body.put("instance", "urn:verity:request:" + requestId);
    body.put("request_id", requestId);
    return body;
  }

  static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 408 -> "Request timeout";
      case 413 -> "Body too large";
      case 414 -> "URI too long";
      case 431 -> "Header fields too large";
      case 501 -> "Not implemented";
      case 505 -> "HTTP version not supported";
      default -> status < 500 ? "Refused" : "Internal error";
    };
  }

  static String code(String title) {
    return title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}

package io.verity.audit.control.http;

import io.verity.audit.control.access.AccessRecorder;
import io.verity.audit.control.auth.TokenCheck;
import io.verity.audit.store.AccessEntry;
import io.verity.audit.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Jetty refuses before it becomes a call of ours, such as an ambiguous path or headers that
 * are too large: a problem as any other, and a line of the access log as any other.
 */
final class JettyProblems extends ErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(JettyProblems.class);
  private static final int MAX_PATH = 512;

  private final AccessRecorder recorder;

  JettyProblems(AccessRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String id = Call.requestId(request.getHeaders().get(Call.REQUEST_ID));
    String path = Text.printable(String.valueOf(request.getHttpURI().getPath()), MAX_PATH);
    Problem problem = answer(response.getStatus(), path, Request.getRemoteAddr(request), id);
    response.setStatus(problem.status());
    head(response.getHeaders(), id);
    Content.Sink.write(response, true, Json.text(Problems.body(problem, id)), callback);
    return true;
  }

  /** Where not even a request could be made of what was sent. */
  @Override
  public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
    String id = Call.requestId(null);
    Problem problem = answer(status, "?", "?", id);
    head(fields, id);
    return ByteBuffer.wrap(Json.text(Problems.body(problem, id)).getBytes(StandardCharsets.UTF_8));
  }

  private static void head(HttpFields.Mutable fields, String id) {
    fields.put(HttpHeader.CONTENT_TYPE, Problems.MEDIA_TYPE);
    fields.put(HttpHeader.CACHE_CONTROL, "no-store");
    fields.put("X-Content-Type-Options", "nosniff");
    fields.put(Call.REQUEST_ID, id);
  }

  private Problem answer(int status, String path, String address, String id) {
    Map<String, Object> detail = Map.of("request_id", id, "path", path, "address", address);
    try {
      recorder.record(
          new AccessEntry(
              TokenCheck.ANONYMOUS,
              "malformed",
              path,
              Integer.toString(status),
              Json.text(detail)));
    } catch (StoreException e) {
      LOG.error("call {} is refused, as the access log can't be written", id, e);
    }
    if (status >= 500 && status != 501 && status != 505) {
      return Problems.failed();
    }
    String title = Problems.title(status);
    return new Problem(
        status, Problems.code(title), title, "the server can't make a call of this request");
  }
}

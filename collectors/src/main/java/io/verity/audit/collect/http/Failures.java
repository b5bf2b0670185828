package io.verity.audit.collect.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.verity.audit.collect.CollectionException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import javax.net.ssl.SSLException;
import okhttp3.MediaType;
import okhttp3.Response;

/** Says what went wrong with a source, for a person, without a word of what it sent. */
final class Failures {

  private final String source;

  Failures(String source) {
    this.source = source;
  }

  CollectionException lasting(String what, Object... arguments) {
    return CollectionException.lasting(line(what.formatted(arguments)));
  }

  CollectionException tooSlow(Throwable cause) {
    return passing("it did not answer within its time, timeout_seconds", cause);
  }

  private CollectionException passing(String what, Throwable cause) {
    return CollectionException.passing(line(what), cause);
  }

  private String line(String what) {
    return "source " + source + ": " + what;
  }

  /** Lasting, unless the same may go well a little later. */
  CollectionException of(IOException e) {
    if (e instanceof JsonEOFException) {
      return passing("its JSON ends in the middle", e);
    }
    if (e instanceof StreamConstraintsException) {
      return lasting("its JSON is nested too deep, or of too many or too long values");
    }
    if (e instanceof JsonProcessingException json) {
      return lasting("%s", BrokenJson.inWords(json));
    }
    if (e instanceof CharacterCodingException) {
      return lasting("it answered with bytes that are no UTF-8");
    }
    if (e instanceof SSLException tls) {
      return TlsFailure.isLasting(tls)
          ? lasting("%s", TlsFailure.inWords(tls))
          : passing(TlsFailure.inWords(tls), e);
    }
    return network(e);
  }

  private CollectionException network(IOException e) {
    if (e instanceof UnknownHostException) {
      return passing("the host name of its url is not known", e);
    }
    if (e instanceof ConnectException) {
      return passing("nothing answers at its url, the connection was refused", e);
    }
    if (e instanceof InterruptedIOException) {
      return tooSlow(e);
    }
    return passing("the connection broke off", e);
  }

  void requireSuccess(Response response) throws CollectionException {
    int status = response.code();
    if (status == 401 || status == 403) {
      throw lasting("it refused the authorization with HTTP %d: check it and its rights", status);
    }
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      throw new CollectionException(
          line("it answered HTTP " + status), true, RetryAfter.of(response), null);
    }
    if (status != 200 && status != 203) {
      throw lasting("it answered HTTP %d%s", status, SearchError.reason(response));
    }
    requireJson(response.body().contentType());
  }

  private void requireJson(MediaType type) throws CollectionException {
    String name = type == null ? "no content type" : type.type() + "/" + type.subtype();
    if (!name.equals("application/json") && !name.matches("application/[^/]+\\+json")) {
      throw lasting("it answered %s where application/json was to come; is its url right?", name);
    }
  }
}

package io.verity.audit.control.events;

import com.nimbusds.jwt.JWTParser;
import io.javalin.http.Context;
import io.verity.audit.store.RunEvent;
import io.verity.audit.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one client its events. First what is kept after the last one they know, up to where the hub
 * stood when they entered, and from there on what the hub gives: none is left out, and none comes
 * twice, since events are numbered in the order in which they were committed.
 */
final class EventStream {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  private static final long HEARTBEAT_MILLIS = 15_000;

  /** How soon a stream notices that it is to end. */
  private static final long LOOK_MILLIS = 1_000;

  private final Context ctx;
  private final EventHub hub;
  private final EventClient client;
  private final Instant end;
  private OutputStream out;
  private long sent;
  private long spokenNanos = System.nanoTime();

  EventStream(Context ctx, EventHub hub, EventClient client) {
    this.ctx = ctx;
    this.hub = hub;
    this.client = client;
    this.end = expiry(ctx.header("Authorization"));
  }

  static void begin(Context ctx) {
    ctx.status(200).contentType("text/event-stream").header("X-Accel-Buffering", "no");
  }

  /** Until the client leaves or is too slow, the token expires, or the server stops. */
  void run(long after) throws InterruptedException {
    long position = hub.position();
    sent = after;
    begin(ctx);
    try {
      out = ctx.res().getOutputStream();
      // a first sign of life, which also says how soon to come back
      write("retry: 2000\n\n");
      out.flush();
      catchUp(position);
      while (!isOver()) {
        next();
      }
    } catch (IOException e) {
      LOG.debug("{} left the stream of events", client.subject());
    } catch (StoreException e) {
      // the answer has begun: all that can be done is to end it, and be asked again
      LOG.warn("a stream of events ends: {}", e.getMessage());
    }
  }

  private void catchUp(long position) throws IOException {
    List<RunEvent> page;
    do {
      page = sent < position ? hub.after(sent) : List.of();
      for (RunEvent event : page) {
        StreamEvent kept = StreamEvent.of(event);
        if (client.sees(kept)) {
          write(kept.text());
        }
        sent = event.seq();
      }
      out.flush();
    } while (!page.isEmpty() && !isOver());
  }

  private void next() throws IOException, InterruptedException {
    StreamEvent event = client.poll(LOOK_MILLIS);
    if (event == null) {
      if (System.nanoTime() - spokenNanos > HEARTBEAT_MILLIS * 1_000_000) {
        write(": still here\n\n");
        out.flush();
      }
      return;
    }
    for (; event != null; event = client.poll(0)) {
      if (event.seq() == 0 || event.seq() > sent) {
        write(event.text());
        sent = Math.max(sent, event.seq());
      }
    }
    out.flush();
  }

  private boolean isOver() {
    return client.isDropped() || hub.isClosed() || !Instant.now().isBefore(end);
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    spokenNanos = System.nanoTime();
  }

  /** Of a token that was checked when the call came in. */
  private static Instant expiry(String authorization) {
    try {
      String token = authorization.replaceFirst("(?i)^bearer\\s+", "").strip();
      return JWTParser.parse(token).getJWTClaimsSet().getExpirationTime().toInstant();
    } catch (ParseException e) {
      throw new IllegalStateException("a token that was accepted is none", e);
    }
  }
}

package io.verity.audit.control.auth;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The issuer's public keys. From a URL they are kept for a while, asked for again when a token
 * names one that is not among them (so that rotation needs no restart), not more often than the
 * interval (so that tokens with invented keys do not become calls to the issuer), and used on for
 * some hours while the issuer is down.
 */
final class KeySource {

  static final Duration REFRESH_INTERVAL = Duration.ofSeconds(30);

  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int MAX_BYTES = 256 << 10;
  private static final long KEPT_MILLIS = Duration.ofMinutes(10).toMillis();
  private static final long REFRESH_MILLIS = Duration.ofSeconds(10).toMillis();
  private static final long OUTAGE_MILLIS = Duration.ofHours(4).toMillis();

  private KeySource() {}

  static JWKSource<SecurityContext> of(URI uri, Duration interval) {
    if (uri.getScheme().equals("file")) {
      return new FileKeys(Path.of(uri));
    }
    try {
      return JWKSourceBuilder.create(
              uri.toURL(), new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES))
          .cache(KEPT_MILLIS, REFRESH_MILLIS)
          .refreshAheadCache(false)
          .rateLimited(interval.toMillis())
          .retrying(true)
          .outageTolerant(OUTAGE_MILLIS)
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a URL: " + uri, e);
    }
  }
}

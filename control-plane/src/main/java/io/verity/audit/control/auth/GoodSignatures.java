package io.verity.audit.control.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tokens whose signature was found good a moment ago. To check one costs two milliseconds of a
 * core, most of what a call costs otherwise. What a token claims, its expiry above all, is checked
 * with every call all the same; a key that its issuer withdraws may count for that moment longer.
 */
final class GoodSignatures {

  static final Duration MOMENT = Duration.ofSeconds(10);

  private static final int TOKENS = 10_000;

  /** By digest, so that no list of tokens is in memory. */
  private final Cache<String, JWTClaimsSet> known;

  GoodSignatures(Duration moment) {
    known = Caffeine.newBuilder().expireAfterWrite(moment).maximumSize(TOKENS).build();
  }

  Optional<JWTClaimsSet> claims(String token) {
    return Optional.ofNullable(known.getIfPresent(digest(token)));
  }

  void keep(String token, JWTClaimsSet claims) {
    known.put(digest(token), claims);
  }

  private static String digest(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return new String(hash, StandardCharsets.ISO_8859_1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JRE has SHA-256", e);
    }
  }
}

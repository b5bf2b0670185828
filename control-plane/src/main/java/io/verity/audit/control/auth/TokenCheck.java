package io.verity.audit.control.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.verity.audit.control.config.TokenSettings;
import io.verity.audit.control.http.Problem;
import io.verity.audit.control.http.Text;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes out who calls by their bearer token. The library decides; what is said of a refused token
 * is for its bearer, and never repeats it.
 */
public final class TokenCheck {

  /** As who a call without a token is logged, and nobody else. */
  public static final String ANONYMOUS = "anonymous";

  private static final Logger LOG = LoggerFactory.getLogger(TokenCheck.class);
  private static final String SCHEME = "bearer ";
  private static final int MAX_LENGTH = 8_192;
  private static final int MAX_SUBJECT = 128;
  private static final int SKEW_SECONDS = 60;

  private final TokenSettings settings;
  private final GoodSignatures signatures;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  public TokenCheck(TokenSettings settings) {
    this(settings, KeySource.REFRESH_INTERVAL, GoodSignatures.MOMENT);
  }

  TokenCheck(TokenSettings settings, Duration keyInterval, Duration moment) {
    this.settings = settings;
    this.signatures = new GoodSignatures(moment);
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            settings.audience(),
            new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
            Set.of("sub", "exp"));
    claims.setMaxClockSkew(SKEW_SECONDS);
    processor.setJWTClaimsSetVerifier(claims);
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSVerifierFactory(new Ed25519.Factory());
    processor.setJWSKeySelector(new KeySelector(KeySource.of(settings.jwks(), keyInterval)));
  }

  /**
   * @param authorization the header of that name; null where there is none
   * @throws Problem 401, or 503 where the issuer's keys can't be had
   */
  public Caller caller(String authorization) {
    if (authorization == null) {
      throw Problem.unauthorized("this call needs a bearer token in the Authorization header")
          .header("WWW-Authenticate", "Bearer realm=\"verity\"");
    }
    String token = token(authorization);
    if (token.length() > MAX_LENGTH) {
      throw refused("the token is longer than " + MAX_LENGTH + " characters");
    }
    JWTClaimsSet claims = verified(token);
    String subject = claims.getSubject();
    if (subject == null
        || subject.isBlank()
        || subject.length() > MAX_SUBJECT
        || subject.equals(ANONYMOUS)
        || subject.chars().anyMatch(Character::isISOControl)
        || Text.isBroken(subject)) {
      throw refused("the token's subject is not a name of 1 to " + MAX_SUBJECT + " characters");
    }
    return new Caller(subject, roles(claims));
  }

  private static String token(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw refused("the Authorization header is not \"Bearer\" and a token");
    }
    return authorization.substring(SCHEME.length()).strip();
  }

  private JWTClaimsSet verified(String token) {
    Optional<JWTClaimsSet> known = signatures.claims(token);
    if (known.isPresent()) {
      return stillValid(known.get());
    }
    JWT jwt;
    try {
      jwt = JWTParser.parse(token);
    } catch (ParseException | RuntimeException e) {
      // the library is no place to trust with whatever others send
      throw refused("the token is not a JSON web token");
    }
    if (!(jwt instanceof SignedJWT)) {
      throw refused("the token is not signed");
    }
    try {
      JWTClaimsSet claims = processor.process(jwt, null);
      signatures.keep(token, claims);
      return claims;
    } catch (BadJWTException e) {
      throw refused(reason(claimsOf(jwt)));
    } catch (BadJOSEException e) {
      throw refused("the token is not signed by a key of its issuer");
    } catch (RateLimitReachedException e) {
      // keys were asked for a moment ago, and this token's is not among them
      throw refused("the token is not signed by a key of its issuer");
    } catch (KeySourceException e) {
      throw noKeys(e);
    } catch (JOSEException | RuntimeException e) {
      throw refused("the token is not signed by a key of its issuer");
    }
  }

  private JWTClaimsSet stillValid(JWTClaimsSet claims) {
    try {
      processor.getJWTClaimsSetVerifier().verify(claims, null);
      return claims;
    } catch (BadJWTException e) {
      throw refused(reason(claims));
    }
  }

  private static JWTClaimsSet claimsOf(JWT jwt) {
    try {
      return jwt.getJWTClaimsSet();
    } catch (ParseException e) {
      throw refused("the token's claims are malformed");
    }
  }

  private static Problem noKeys(KeySourceException e) {
    LOG.warn("the issuer's keys can't be had, so that no token can be checked: {}", e.getMessage());
    return Problem.unavailable("the issuer's keys can't be had just now, to check the token");
  }

  /** The signature is good; so what the claims say is the issuer's, and may be explained. */
  private String reason(JWTClaimsSet claims) {
    Instant now = Instant.now();
    Date expires = claims.getExpirationTime();
    Date begins = claims.getNotBeforeTime();
    if (!settings.issuer().equals(claims.getIssuer())) {
      return "the token is of another issuer";
    }
    if (!claims.getAudience().contains(settings.audience())) {
      return "the token is for another audience";
    }
    if (expires == null) {
      return "the token never expires, which is not taken";
    }
    if (expires.toInstant().isBefore(now.minusSeconds(SKEW_SECONDS))) {
      return "the token has expired";
    }
    if (begins != null && begins.toInstant().isAfter(now.plusSeconds(SKEW_SECONDS))) {
      return "the token is not valid yet";
    }
    return "the token has no subject";
  }

  private Set<Role> roles(JWTClaimsSet claims) {
    Object claim = claims.getClaim(settings.rolesClaim());
    Set<Role> roles = EnumSet.noneOf(Role.class);
    List<?> names =
        claim instanceof String text
            ? Arrays.asList(text.split(" "))
            : claim instanceof List<?> list ? list : List.of();
    for (Object name : names) {
      if (name instanceof String text) {
        Role.of(text).ifPresent(roles::add);
      }
    }
    return roles;
  }

  private static Problem refused(String detail) {
    return Problem.unauthorized(detail)
        .header(
            "WWW-Authenticate",
            "Bearer realm=\"verity\", error=\"invalid_token\", error_description=\""
                + detail.replace('"', '\'')
                + "\"");
  }
}

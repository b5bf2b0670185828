package io.verity.audit.control.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.verity.audit.control.config.TokenSettings;
import io.verity.audit.control.http.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tokens are taken, and that no other is. */
class TokenCheckTest {

  private static final String ISSUER = "https://issuer.example";
  private static ECKey ec;
  private static ECKey stranger;
  private static RSAKey rsa;

  @TempDir private Path folder;
  private Path jwks;
  private TokenCheck check;

  @BeforeAll
  static void keys() throws JOSEException {
    ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    stranger = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
  }

  @BeforeEach
  void setUp() throws IOException {
    jwks = folder.resolve("jwks.json");
    write(ec, rsa);
    check = check(jwks.toUri());
  }

  private void write(JWK... keys) throws IOException {
    Files.writeString(jwks, new JWKSet(List.of(keys)).toPublicJWKSet().toString());
  }

  /** One that remembers nothing, so that keys are what is tested. */
  private static TokenCheck check(URI uri) {
    return check(uri, Duration.ZERO);
  }

  private static TokenCheck check(URI uri, Duration moment) {
    return new TokenCheck(
        new TokenSettings(ISSUER, "verity", uri, "roles"), Duration.ofMillis(500), moment);
  }

  private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
    return change
        .apply(
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("verity")
                .subject("alice")
                .claim("roles", List.of("requester", "chef"))
                .expirationTime(Date.from(Instant.now().plusSeconds(300))))
        .build();
  }

  private static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims) {
    try {
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String token(UnaryOperator<JWTClaimsSet.Builder> change) {
    return signedBy(ec, claims(change));
  }

  private static String signedBy(ECKey key, JWTClaimsSet claims) {
    try {
      return signed(
          new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
          new ECDSASigner(key),
          claims);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private Caller take(String token) {
    return check.caller("Bearer " + token);
  }

  private void refuses(String token, String says) {
    refusesHeader("Bearer " + token, says);
    if (token.length() > 20) {
      Problem problem = catchThrowableOfType(Problem.class, () -> take(token));
      assertThat(problem.getMessage()).doesNotContain(token.substring(token.length() / 2));
    }
  }

  private void refusesHeader(String header, String says) {
    Problem problem = catchThrowableOfType(Problem.class, () -> check.caller(header));
    assertThat(problem).as("taken: " + says).isNotNull();
    assertThat(problem.status()).isEqualTo(401);
    assertThat(problem.getMessage()).contains(says);
    assertThat(problem.headers().get("WWW-Authenticate")).startsWith("Bearer realm=\"verity\"");
  }

  private static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  @Test
  void aGoodTokenSaysWhoCalls() {
    assertThat(take(token(c -> c))).isEqualTo(new Caller("alice", Set.of(Role.REQUESTER)));
    assertThat(check.caller("bearer " + token(c -> c)).subject()).isEqualTo("alice");
  }

  @Test
  void rolesAreAListOrWordsAndOthersAreNone() {
    assertThat(take(token(c -> c.claim("roles", "auditor admin x"))).roles())
        .containsExactlyInAnyOrder(Role.AUDITOR, Role.ADMIN);
    assertThat(take(token(c -> c.claim("roles", null))).roles()).isEmpty();
    assertThat(take(token(c -> c.claim("roles", 7))).roles()).isEmpty();
    assertThat(take(token(c -> c.claim("roles", List.of(1, "AUDITOR", "auditor ")))).roles())
        .isEmpty();
  }

  @Test
  void everyAsymmetricKindIsTaken() throws Exception {
    for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS384)) {
      JWSHeader header = new JWSHeader.Builder(algorithm).keyID("rsa").build();
      assertThat(take(signed(header, new RSASSASigner(rsa), claims(c -> c))).subject())
          .isEqualTo("alice");
    }
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = ((EdECPublicKey) pair.getPublic()).getEncoded();
    byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    write(new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).keyID("ed").build());
    String head = Base64URL.encode("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}").toString();
    String unsigned = head + "." + claims(c -> c).toPayload().toBase64URL();
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(unsigned.getBytes(StandardCharsets.US_ASCII));
    byte[] signature = signer.sign();
    assertThat(take(unsigned + "." + Base64URL.encode(signature)).subject()).isEqualTo("alice");
    signature[3]++;
    refuses(unsigned + "." + Base64URL.encode(signature), "not signed by a key");
  }

  @Test
  void whatClaimsToBeUnsignedOrSymmetricIsRefused() throws Exception {
    refuses(new PlainJWT(claims(c -> c)).serialize(), "is not signed");
    String good = token(c -> c);
    String payload = good.split("\\.")[1];
    for (String alg : List.of("none", "None", "NONE", "nOnE")) {
      String head = Base64URL.encode("{\"alg\":\"" + alg + "\"}").toString();
      refuses(head + "." + payload + ".", "token is not");
      refuses(head + "." + payload + "." + good.split("\\.")[2], "token is not");
    }
    // HMAC with what everybody knows: the public key, as text and as bytes
    for (byte[] secret :
        List.of(
            rsa.toRSAPublicKey().getEncoded(),
            rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build();
      refuses(signed(header, new MACSigner(secret), claims(c -> c)), "not signed by a key");
    }
  }

  @Test
  void anothersKeyIsRefused() throws Exception {
    refuses(signedBy(stranger, claims(c -> c)), "not signed by a key");
    ECKey unknown = new ECKeyGenerator(Curve.P_256).keyID("nobody").generate();
    refuses(signedBy(unknown, claims(c -> c)), "not signed by a key");
    // a key that comes with the token is no key
    JWSHeader bringing =
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("own").jwk(unknown.toPublicJWK()).build();
    refuses(signed(bringing, new ECDSASigner(unknown), claims(c -> c)), "not signed by a key");
    String good = token(c -> c);
    String[] parts = good.split("\\.");
    String admin = claims(c -> c.claim("roles", "admin")).toPayload().toBase64URL().toString();
    refuses(parts[0] + "." + admin + "." + parts[2], "not signed by a key");
    refuses(parts[0] + "." + parts[1] + ".", "token is not");
  }

  @Test
  void claimsHaveToBeRight() {
    refuses(token(c -> c.issuer("https://issuer.example/")), "another issuer");
    refuses(token(c -> c.issuer(null)), "another issuer");
    refuses(token(c -> c.audience("other")), "another audience");
    refuses(token(c -> c.audience((String) null)), "another audience");
    refuses(token(c -> c.expirationTime(null)), "never expires");
    refuses(token(c -> c.expirationTime(in(-70))), "has expired");
    refuses(token(c -> c.notBeforeTime(in(70))), "not valid yet");
    refuses(token(c -> c.subject(null)), "no subject");
    refuses(token(c -> c.subject(" ")), "subject");
    refuses(token(c -> c.subject("anonymous")), "subject");
    refuses(token(c -> c.subject("a\nb")), "subject");
    refuses(token(c -> c.subject("x".repeat(129))), "subject");
    assertThat(take(token(c -> c.audience(List.of("other", "verity")))).subject())
        .isEqualTo("alice");
    assertThat(take(token(c -> c.expirationTime(in(-30)).notBeforeTime(in(30)))).subject())
        .isEqualTo("alice");
  }

  @Test
  void whatIsNoTokenIsRefused() {
    refuses("", "not a JSON web token");
    refuses("a.b.c", "not a JSON web token");
    refuses("....", "not a JSON web token");
    refuses("x".repeat(9_000), "longer than");
    refusesHeader(null, "needs a bearer token");
    refusesHeader("Basic dXNlcjpwYXNz", "not \"Bearer\"");
    refusesHeader("Bearer", "not \"Bearer\"");
  }

  @Test
  void aFileOfKeysIsReadAgainWhenItChanges() throws Exception {
    String old = token(c -> c);
    take(old);
    ECKey next = new ECKeyGenerator(Curve.P_256).keyID("next-key").generate();
    write(next);
    assertThat(take(signedBy(next, claims(c -> c))).subject()).isEqualTo("alice");
    refuses(old, "not signed by a key");
    // one that is broken leaves the former keys
    Files.writeString(jwks, "{\"keys\": [");
    assertThat(take(signedBy(next, claims(c -> c))).subject()).isEqualTo("alice");
    Files.delete(jwks);
    assertThat(take(signedBy(next, claims(c -> c))).subject()).isEqualTo("alice");
  }

  @Test
  void aSignatureThatWasGoodCountsForAMomentButNoClaimDoes() throws Exception {
    check = check(jwks.toUri(), Duration.ofMinutes(5));
    String token = token(c -> c);
    // forgiven for a minute after it has expired, which is over in a second
    String expires = token(c -> c.expirationTime(Date.from(Instant.now().minusSeconds(60 - 2))));
    take(token);
    take(expires);
    write(stranger);
    assertThat(take(token).subject()).isEqualTo("alice");
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> refuses(expires, "has expired"));
    String another = token(c -> c.subject("bob"));
    refuses(another, "not signed by a key");
  }

  @Test
  void withoutKeysNobodyIsRefusedForIt() {
    TokenCheck none = check(folder.resolve("missing.json").toUri());
    Problem problem =
        catchThrowableOfType(Problem.class, () -> none.caller("Bearer " + token(c -> c)));
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.getMessage()).doesNotContain("missing.json");
  }

  @Test
  void keysFromAUrlAreKeptRotatedAndOutliveTheirIssuer() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/jwks",
        exchange -> {
          asked.incrementAndGet();
          byte[] body = Files.readAllBytes(jwks);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    ECKey next = new ECKeyGenerator(Curve.P_256).keyID("rotated").generate();
    try {
      check = check(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks"));
      for (int i = 0; i < 50; i++) {
        take(token(c -> c));
      }
      assertThat(asked).hasValue(1);
      write(ec, next);
      assertThat(take(signedBy(next, claims(c -> c))).subject()).isEqualTo("alice");
      assertThat(asked).hasValue(2);
      ECKey invented = new ECKeyGenerator(Curve.P_256).keyID("invented").generate();
      for (int i = 0; i < 50; i++) {
        refuses(signedBy(invented, claims(c -> c)), "not signed by a key");
      }
      assertThat(asked.get()).isLessThan(10);
    } finally {
      server.stop(0);
    }
    assertThat(take(signedBy(next, claims(c -> c))).subject()).isEqualTo("alice");
  }
}

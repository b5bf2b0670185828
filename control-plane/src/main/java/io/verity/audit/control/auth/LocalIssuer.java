package io.verity.audit.control.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.UUID;

/**
 * Issues tokens for the local stack, in place of an identity provider. Its key is made with the
 * first token and kept in a file that only its owner reads; whoever reads that file is everybody.
 */
public final class LocalIssuer {

  public static final String ISSUER = "verity-local";
  public static final String AUDIENCE = "verity";
  public static final Duration LIFETIME = Duration.ofHours(12);

  private static final String PRIVATE_FILE = "issuer.jwk";
  private static final String PUBLIC_FILE = "jwks.json";

  private final ECKey key;
  private final Path jwks;

  private LocalIssuer(ECKey key, Path jwks) {
    this.key = key;
    this.jwks = jwks;
  }

  /** The issuer that keeps its key in this folder; a new one where there is none. */
  public static LocalIssuer in(Path folder) {
    Path file = folder.resolve(PRIVATE_FILE);
    Path jwks = folder.resolve(PUBLIC_FILE);
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        create(folder, file);
      }
      ECKey key = ECKey.parse(Files.readString(file));
      if (!Files.exists(jwks)) {
        write(folder, jwks, new JWKSet(key.toPublicJWK()).toString(true), "rw-r--r--");
      }
      return new LocalIssuer(key, jwks);
    } catch (IOException e) {
      throw new UncheckedIOException("the issuer's key in " + folder + " can't be kept", e);
    } catch (ParseException | JOSEException e) {
      // not the cause: it could show the key
      throw new IllegalStateException(file + " is damaged: remove it, and a new key is made");
    }
  }

  private static void create(Path folder, Path file) throws IOException, JOSEException {
    ECKey key =
        new ECKeyGenerator(Curve.P_256)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.ES256)
            .keyID(UUID.randomUUID().toString())
            .generate();
    write(folder, file, key.toJSONString(), "rw-------");
    Files.deleteIfExists(folder.resolve(PUBLIC_FILE));
  }

  /** In one step: nobody reads half of it, and the private file is never another's to read. */
  private static void write(Path folder, Path file, String content, String permissions)
      throws IOException {
    Path written =
        Files.createTempFile(
            folder,
            file.getFileName().toString(),
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    Files.writeString(written, content);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The public keys, for CONTROL_OIDC_JWKS. */
  public Path jwks() {
    return jwks;
  }

  /** A token for this audience, from now on. */
  public String token(String subject, Collection<Role> roles, Duration lifetime) {
    Instant now = Instant.now();
    return sign(
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(subject)
            .claim("roles", roles.stream().map(Role::claim).sorted().toList())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .build());
  }

  /** Signs whatever it is given: the tests make wrong tokens by it as well. */
  String sign(JWTClaimsSet claims) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java can't sign with ES256", e);
    }
  }
}

package io.verity.audit.control.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.control.config.TokenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of the local stack. */
class LocalIssuerTest {

  @TempDir private Path folder;

  private Caller take(LocalIssuer issuer, String token) {
    return new TokenCheck(
            new TokenSettings(
                LocalIssuer.ISSUER, LocalIssuer.AUDIENCE, issuer.jwks().toUri(), "roles"))
        .caller("Bearer " + token);
  }

  @Test
  void itsTokensAreTakenAlsoAfterARestart() throws IOException {
    LocalIssuer issuer = LocalIssuer.in(folder);
    String token = issuer.token("alice", List.of(Role.AUDITOR), LocalIssuer.LIFETIME);
    assertThat(take(LocalIssuer.in(folder), token))
        .isEqualTo(new Caller("alice", Set.of(Role.AUDITOR)));
    Files.delete(issuer.jwks());
    assertThat(take(LocalIssuer.in(folder), token).subject()).isEqualTo("alice");
  }

  @Test
  void itsKeyIsItsOwn() throws IOException {
    LocalIssuer issuer = LocalIssuer.in(folder);
    Path key = folder.resolve("issuer.jwk");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(key)).contains("\"d\":");
    assertThat(Files.readString(issuer.jwks())).doesNotContain("\"d\"");
    LocalIssuer other = LocalIssuer.in(folder.resolve("other"));
    String token = other.token("alice", List.of(Role.ADMIN), Duration.ofHours(1));
    assertThatThrownBy(() -> take(issuer, token)).hasMessageContaining("not signed by a key");
  }

  @Test
  void aDamagedKeyIsSaid() throws IOException {
    Files.writeString(folder.resolve("issuer.jwk"), "{\"kty\":\"EC\",\"d\":\"secret\"}");
    assertThatThrownBy(() -> LocalIssuer.in(folder))
        .hasMessageContaining("is damaged")
        .hasMessageNotContaining("secret");
  }
}

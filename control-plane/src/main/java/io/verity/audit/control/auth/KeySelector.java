package io.verity.audit.control.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.Key;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys that may have signed a token: of the kind that its algorithm needs, and asymmetric ones
 * alone. A public key is never taken for the secret of an HMAC, and no algorithm is none.
 */
final class KeySelector extends JWSVerificationKeySelector<SecurityContext> {

  private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

  KeySelector(JWKSource<SecurityContext> source) {
    super(ALGORITHMS, source);
  }

  private static Set<JWSAlgorithm> algorithms() {
    Set<JWSAlgorithm> algorithms = new HashSet<>();
    algorithms.addAll(JWSAlgorithm.Family.RSA);
    algorithms.addAll(JWSAlgorithm.Family.EC);
    algorithms.remove(JWSAlgorithm.ES256K);
    algorithms.add(JWSAlgorithm.EdDSA);
    return Set.copyOf(algorithms);
  }

  /** The library leaves out the keys of EdDSA, which Java has and it does not use. */
  @Override
  public List<Key> selectJWSKeys(JWSHeader header, SecurityContext context)
      throws KeySourceException {
    if (!header.getAlgorithm().equals(JWSAlgorithm.EdDSA)) {
      return super.selectJWSKeys(header, context);
    }
    List<Key> keys = new ArrayList<>();
    JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
    for (JWK jwk : getJWKSource().get(selector, context)) {
      if (jwk instanceof OctetKeyPair pair && pair.getCurve().equals(Curve.Ed25519)) {
        keys.add(Ed25519.publicKey(pair.getX().decode()));
      }
    }
    return keys;
  }
}

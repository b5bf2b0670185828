package io.verity.audit.service;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What a person is told where Kafka does not let a client in: one line, with what to do. */
public final class KafkaRefusal {

  private KafkaRefusal() {}

  /** Whether it will be the same until somebody mends it. */
  public static boolean isLasting(Throwable failure) {
    return find(failure, AuthenticationException.class::isInstance).isPresent()
        || find(failure, AuthorizationException.class::isInstance).isPresent();
  }

  public static String line(KafkaAccess kafka, Throwable failure) {
    String at = "Kafka at " + kafka.bootstrapVariable() + " " + kafka.bootstrap();
    String file = kafka.security();
    if (find(failure, KafkaRefusal::isJaas).isPresent()) {
      // Kafka's own words show parts of the setting
      return at
          + " was not asked: sasl.jaas.config in "
          + file
          + " is malformed; it reads <login module class> required username=\"...\""
          + " password=\"...\"; with the semicolon, and quotes around each value";
    }
    if (find(failure, AuthorizationException.class::isInstance).isPresent()) {
      return at
          + " knows the account and does not let it: "
          + words(find(failure, AuthorizationException.class::isInstance).get())
          + "; grant it the rights that docs/ingest.md lists, or use another in "
          + file;
    }
    if (find(failure, SslAuthenticationException.class::isInstance).isPresent()) {
      return at + tls(kafka, failure, file);
    }
    Optional<Throwable> login = find(failure, AuthenticationException.class::isInstance);
    if (login.isPresent()) {
      return at
          + " refuses the account: "
          + words(login.get())
          + "; check sasl.mechanism, user name and password (sasl.jaas.config) in "
          + file;
    }
    if (find(failure, KafkaRefusal::isTimeout).isPresent()) {
      return at
          + " does not answer: "
          + words(root(failure))
          + "; check the address, and whether it wants TLS: then "
          + file
          + " says how";
    }
    return at
        + ": "
        + words(root(failure))
        + (kafka.configFile().isEmpty() ? "" : "; check " + file);
  }

  private static String tls(KafkaAccess kafka, Throwable failure, String file) {
    Optional<Throwable> path = find(failure, KafkaRefusal::isUntrusted);
    if (path.isPresent()) {
      return " has a certificate of an authority that is not trusted ("
          + words(path.get())
          + "): name its authority's PEM file as ssl.truststore.location, with"
          + " ssl.truststore.type=PEM, in "
          + file;
    }
    Optional<Throwable> name = find(failure, KafkaRefusal::isOtherName);
    if (name.isPresent()) {
      return " has a certificate for another host ("
          + words(name.get())
          + "): let "
          + kafka.bootstrapVariable()
          + " and the brokers' advertised.listeners name hosts as their certificates do, or have"
          + " certificates made for these names; "
          + file
          + " needs no change";
    }
    return " and this client do not agree on TLS ("
        + words(root(failure))
        + "): check that the port is one for TLS, and security.protocol and the client's own"
        + " certificate (ssl.keystore.location) in "
        + file;
  }

  private static boolean isJaas(Throwable e) {
    return e instanceof IllegalArgumentException && String.valueOf(e.getMessage()).contains("JAAS");
  }

  private static boolean isTimeout(Throwable e) {
    return e instanceof TimeoutException || e instanceof java.util.concurrent.TimeoutException;
  }

  private static boolean isUntrusted(Throwable e) {
    return e instanceof CertPathValidatorException
        || e instanceof CertificateException && String.valueOf(e.getMessage()).contains("PKIX");
  }

  private static boolean isOtherName(Throwable e) {
    return e instanceof CertificateException && String.valueOf(e.getMessage()).startsWith("No ");
  }

  private static Optional<Throwable> find(Throwable failure, Predicate<Throwable> wanted) {
    return chain(failure).stream().filter(wanted).findFirst();
  }

  private static Throwable root(Throwable failure) {
    List<Throwable> chain = chain(failure);
    return chain.get(chain.size() - 1);
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  /** In one line, without a full stop at its end. */
  private static String words(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\.$", "");
  }
}

package io.verity.audit.control.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * Finds addresses for calls to webhooks, and refuses names of which any address is not public. The
 * connection goes to the very addresses that were checked, so that a name which answers otherwise
 * the next time gains nothing.
 */
final class Reachable implements Dns {

  /** No name server is asked for these. */
  private static final Pattern LOCAL = Pattern.compile("[0-9.]+|.*:.*|(.+\\.)?localhost");

  private final Dns resolver;
  private final Set<String> privateHosts;

  /**
   * @param privateHosts names of the operator's own, which may be private and spoken to without TLS
   */
  Reachable(Dns resolver, Set<String> privateHosts) {
    this.resolver = resolver;
    this.privateHosts = Set.copyOf(privateHosts);
  }

  boolean isPrivate(HttpUrl url) {
    return privateHosts.contains(url.host().toLowerCase(Locale.ROOT));
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> addresses = resolver.lookup(host);
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host + " has no address");
    }
    if (!privateHosts.contains(host.toLowerCase(Locale.ROOT))) {
      for (InetAddress address : addresses) {
        if (!PublicAddresses.contains(address)) {
          throw new RefusedAddressException(host);
        }
      }
    }
    return addresses;
  }

  /**
   * An address that stands in the URL itself is not looked up by the client: it is checked here.
   */
  void checkLocal(HttpUrl url) throws UnknownHostException {
    if (LOCAL.matcher(url.host()).matches()) {
      lookup(url.host());
    }
  }

  /** Does not name the address: who may not reach the network need not learn how it is laid out. */
  static final class RefusedAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    RefusedAddressException(String host) {
      super(
          host
              + " leads to an address that is not public; CONTROL_WEBHOOK_PRIVATE_HOSTS names the"
              + " hosts that may");
    }
  }
}

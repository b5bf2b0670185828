package io.verity.audit.control.webhooks;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Which addresses belong to the world and not to the network that the server stands in. Whoever may
 * name a URL must not reach by it what they could not reach themselves.
 */
final class PublicAddresses {

  private PublicAddresses() {}

  static boolean contains(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return isPublic4(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff);
    }
    return address instanceof Inet6Address && isPublic6(bytes);
  }

  /** Of the registry of special-purpose addresses (RFC 6890) what the methods above do not know. */
  private static boolean isPublic4(int a, int b, int c) {
    return !(a == 0
        || a == 127
        || (a == 100 && b >= 64 && b < 128)
        || (a == 192 && b == 0 && (c == 0 || c == 2))
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19))
        || (a == 198 && b == 51 && c == 100)
        || (a == 203 && b == 0 && c == 113)
        || a >= 240);
  }

  /**
   * Global unicast is 2000::/3 alone; what lies in it and leads elsewhere is taken out: Teredo and
   * the other protocol assignments, documentation, and 6to4, which wraps any IPv4 address.
   */
  private static boolean isPublic6(byte[] bytes) {
    int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    boolean global = (first & 0xe000) == 0x2000;
    boolean assigned = first == 0x2001 && (second < 0x0200 || second == 0x0db8);
    boolean documentation = first == 0x3fff && second < 0x1000;
    return global && !assigned && !documentation && first != 0x2002;
  }
}

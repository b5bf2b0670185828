package io.verity.audit.control.queue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** What a replica is called in the queue: where it runs, and never as one before it was called. */
public final class ReplicaName {

  private ReplicaName() {}

  /** Another one with each call. */
  public static String create() {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    return host() + "-" + ProcessHandle.current().pid() + "-" + unique;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-host";
    }
  }
}

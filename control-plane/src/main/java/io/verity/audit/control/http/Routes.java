package io.verity.audit.control.http;

/** A group of routes that belong together. */
@FunctionalInterface
public interface Routes {
  void register(RouteTable table);
}

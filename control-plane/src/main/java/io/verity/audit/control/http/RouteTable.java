package io.verity.audit.control.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.http.Route.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Every call there is, with the roles that may make it: the role matrix as data. What does not
 * stand here is not served.
 */
public final class RouteTable {

  private final List<Route> routes = new ArrayList<>();

  /** A call for whoever has one of the roles. A GET is served to HEAD as well. */
  public RouteTable add(
      HandlerType method, String path, String operationId, Set<Role> roles, Handler handler) {
    return add(new Route(method, path, operationId, roles, Kind.ANSWER, 0, handler));
  }

  /** A call that takes a larger body than others. */
  public RouteTable addLarge(
      HandlerType method,
      String path,
      String operationId,
      Set<Role> roles,
      int maxBodyBytes,
      Handler handler) {
    return add(new Route(method, path, operationId, roles, Kind.ANSWER, maxBodyBytes, handler));
  }

  /** A call whose handler streams, such as server-sent events. */
  public RouteTable addStream(String path, String operationId, Set<Role> roles, Handler handler) {
    return add(new Route(HandlerType.GET, path, operationId, roles, Kind.STREAM, 0, handler));
  }

  /** A call for whoever has one of the roles, or a link that was signed for it. */
  public RouteTable addLinked(String path, String operationId, Set<Role> roles, Handler handler) {
    return add(new Route(HandlerType.GET, path, operationId, roles, Kind.LINK, 0, handler));
  }

  /** A call for whoever has one of the roles, which answers with a file. */
  public RouteTable addFile(String path, String operationId, Set<Role> roles, Handler handler) {
    return add(new Route(HandlerType.GET, path, operationId, roles, Kind.FILE, 0, handler));
  }

  /** A call for everybody. */
  public RouteTable addOpen(String path, String operationId, Handler handler) {
    return add(new Route(HandlerType.GET, path, operationId, Set.of(), Kind.OPEN, 0, handler));
  }

  /** A page, or a part of one. */
  public RouteTable addPage(String path, String operationId, Handler handler) {
    return add(new Route(HandlerType.GET, path, operationId, Set.of(), Kind.PAGE, 0, handler));
  }

  private RouteTable add(Route route) {
    boolean open = route.kind() == Kind.OPEN || route.kind() == Kind.PAGE;
    if (!open && route.roles().isEmpty()) {
      throw new IllegalArgumentException(route.operationId() + " is for nobody: name a role");
    }
    for (Route other : routes) {
      if (other.operationId().equals(route.operationId())
          || (other.method().equals(route.method()) && other.path().equals(route.path()))) {
        throw new IllegalArgumentException(
            route.method() + " " + route.path() + " is there already: " + other.operationId());
      }
    }
    routes.add(route);
    return this;
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }
}

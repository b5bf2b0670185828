package io.verity.audit.control.http;

import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which methods a path takes, so that 404 and 405 are told apart. */
final class RouteMatch {

  private record Entry(Pattern path, HandlerType method) {}

  private final List<Entry> entries = new ArrayList<>();

  RouteMatch(List<Route> routes) {
    for (Route route : routes) {
      Pattern path = pattern(route.path());
      entries.add(new Entry(path, route.method()));
      if (route.method().equals(HandlerType.GET)) {
        entries.add(new Entry(path, HandlerType.HEAD));
      }
    }
  }

  private static Pattern pattern(String path) {
    StringBuilder regex = new StringBuilder();
    for (String segment : path.substring(1).split("/", -1)) {
      regex.append('/');
      if (segment.equals("*") || segment.startsWith("<")) {
        regex.append(".+");
      } else {
        regex.append(segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment));
      }
    }
    return Pattern.compile(regex.toString());
  }

  Set<HandlerType> methods(String path) {
    Set<HandlerType> methods = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.path().matcher(path).matches()) {
        methods.add(entry.method());
      }
    }
    return methods;
  }
}

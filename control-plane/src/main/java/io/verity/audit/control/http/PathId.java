package io.verity.audit.control.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id in a path. UUID.fromString alone takes "1-1-1-1-1", and so one thing has many names. */
public final class PathId {

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private PathId() {}

  /**
   * @param what said where there is none, for example "report"
   */
  public static UUID of(Context ctx, String parameter, String what) {
    return parse(ctx.pathParam(parameter)).orElseThrow(() -> missing(what));
  }

  static Optional<UUID> parse(String text) {
    return UUID_TEXT.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  public static Problem missing(String what) {
    return Problem.notFound("there is no such " + what);
  }
}

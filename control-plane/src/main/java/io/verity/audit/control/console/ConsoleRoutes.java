package io.verity.audit.control.console;

import io.javalin.http.Context;
import io.verity.audit.control.http.Problem;
import io.verity.audit.control.http.Query;
import io.verity.audit.control.http.RouteTable;
import io.verity.audit.control.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves the console's files, which hold no secret: whoever opens them has to sign in. */
public final class ConsoleRoutes implements Routes {

  private static final String FOLDER = "/console/";
  private static final Pattern FILE = Pattern.compile("([a-z-]+/){0,2}[a-z-]+\\.(html|js|css|svg)");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  @Override
  public void register(RouteTable table) {
    table
        .addPage("/console", "openConsole", ConsoleRoutes::toFolder)
        .addPage("/console/", "getConsole", ctx -> send(ctx, "index.html"))
        .addPage("/console/<file>", "getConsoleFile", ctx -> send(ctx, ctx.pathParam("file")));
  }

  private static void toFolder(Context ctx) {
    Query.of(ctx, Set.of());
    ctx.status(308).header("Location", FOLDER);
  }

  private static void send(Context ctx, String file) {
    Query.of(ctx, Set.of());
    Matcher matcher = FILE.matcher(file);
    try (InputStream content =
        matcher.matches() ? ConsoleRoutes.class.getResourceAsStream(FOLDER + file) : null) {
      if (content == null) {
        throw Problem.notFound("the console has no such file; it begins at " + FOLDER);
      }
      ctx.status(200).contentType(TYPES.get(matcher.group(2))).result(content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

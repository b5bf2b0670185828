package io.verity.audit.control.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Gives out the description of the API. */
public final class OpenApiRoutes implements Routes {

  private static final String RESOURCE = "/io/verity/audit/control/openapi.yaml";

  private final String document = document();

  /** The document as it is served. */
  public static String document() {
    try (InputStream in = OpenApiRoutes.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("not in the jar: " + RESOURCE, e);
    }
  }

  @Override
  public void register(RouteTable table) {
    table.addOpen("/openapi.yaml", "getOpenApi", this::serve);
  }

  private void serve(Context ctx) {
    Query.of(ctx, Set.of());
    ctx.status(200)
        .header("Cache-Control", "public, max-age=300")
        .contentType("application/yaml")
        .result(document.getBytes(StandardCharsets.UTF_8));
  }
}

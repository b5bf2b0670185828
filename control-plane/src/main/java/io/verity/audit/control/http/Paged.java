package io.verity.audit.control.http;

import io.verity.audit.store.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A list as the API gives it: the items of a page, and where the next one begins. */
public final class Paged {

  private Paged() {}

  /** Where pages come from. */
  @FunctionalInterface
  public interface Source<T> {

    /**
     * @throws IllegalArgumentException where the cursor is none of its own
     */
    Page<T> page(int limit, String cursor);
  }

  /**
   * @throws Problem 400, where limit or cursor are wrong
   */
  public static <T> Map<String, Object> of(Query query, Source<T> source, Function<T, ?> view) {
    int limit = query.limit();
    String cursor = query.cursor();
    Page<T> page;
    try {
      page = source.page(limit, cursor);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(
          "\"cursor\" is not a next_cursor of this list under the same filters");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", page.items().stream().map(view).toList());
    body.put("next_cursor", page.nextCursor());
    return body;
  }
}

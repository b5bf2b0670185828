package io.verity.audit.collect.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import okhttp3.HttpUrl;

/** Finds the page after a page. */
interface Paging {

  JsonNode NO_CURSOR = TextNode.valueOf("");

  Paging NONE = (first, page, number, items) -> null;

  /**
   * @param first the URL of the first page
   * @param page the answer
   * @param number of this page, from 1 on
   * @param items on this page
   * @return null after the last page
   * @throws IllegalArgumentException saying what is wrong with what the page says
   */
  HttpUrl next(HttpUrl first, JsonAnswer page, int number, int items);

  static Paging of(RequestKeys keys) {
    JsonPointer next = keys.pointer("next");
    String parameter = keys.text("next_param");
    String number = keys.text("page_param");
    boolean link = keys.flag("link");
    if ((next != null ? 1 : 0) + (link ? 1 : 0) + (number != null ? 1 : 0) > 1) {
      throw new IllegalArgumentException("only one of next, link and page_param can be followed");
    }
    if (parameter != null && next == null) {
      throw new IllegalArgumentException(
          "next_param needs next: where does a page say its cursor?");
    }
    if (next != null) {
      return (first, page, count, items) -> cursor(first, page, next, parameter);
    }
    if (number != null) {
      int start = keys.whole("first_page", 1, 0, 1);
      int size = keys.whole("page_size", 1, 1, 100_000);
      return (first, page, count, items) ->
          items < size ? null : with(first, number, Integer.toString(start + count));
    }
    return link ? (first, page, count, items) -> LinkHeader.next(page) : NONE;
  }

  /** A cursor for the parameter or, where the request names none, the next page's address. */
  private static HttpUrl cursor(
      HttpUrl first, JsonAnswer page, JsonPointer next, String parameter) {
    JsonNode cursor = page.body().at(next);
    if (cursor.isMissingNode() || cursor.isNull() || cursor.equals(NO_CURSOR)) {
      return null;
    }
    if (!cursor.isTextual() && !cursor.isIntegralNumber()) {
      throw new IllegalArgumentException(
          "%s is to hold the cursor of the next page and holds something else".formatted(next));
    }
    return parameter == null
        ? page.resolve(cursor.asText())
        : with(first, parameter, cursor.asText());
  }

  private static HttpUrl with(HttpUrl url, String parameter, String value) {
    return url.newBuilder().setQueryParameter(parameter, value).build();
  }
}

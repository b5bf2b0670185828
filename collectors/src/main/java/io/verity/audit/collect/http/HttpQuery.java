package io.verity.audit.collect.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.collect.CollectionRequest;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * What a control asks of an API.
 *
 * @param path below the source's url, with a query where it needs one
 * @param items where the items of a page are; null where the whole body is the evidence
 * @param paging how the next page is found
 * @param total where a page says how many items there are in all; null where none does
 * @param unchanged whether the first page is asked for again after the last: an ETag of its own
 *     that changed meanwhile fails the collection
 */
record HttpQuery(
    String path,
    JsonPointer items,
    Paging paging,
    JsonPointer total,
    boolean unchanged,
    int maxPages,
    int maxItems,
    Minimum minimum) {

  private static final Set<String> KEYS =
      Set.of(
          "path",
          "items",
          "next",
          "next_param",
          "link",
          "page_param",
          "first_page",
          "page_size",
          "total",
          "unchanged",
          "max_pages",
          "max_items",
          "fields",
          "redact");

  private static final int MAX_PAGES = 1_000;
  private static final int MAX_ITEMS = 100_000;

  /**
   * @throws IllegalArgumentException saying what is wrong with the request
   */
  static HttpQuery of(JsonNode request) {
    RequestKeys keys = new RequestKeys(request, KEYS);
    JsonPointer items = keys.pointer("items");
    Paging paging = Paging.of(keys);
    if (items == null && paging != Paging.NONE) {
      throw new IllegalArgumentException("items is missing: which part of a page holds its items?");
    }
    return new HttpQuery(
        keys.required("path"),
        items,
        paging,
        keys.pointer("total"),
        keys.flag("unchanged"),
        keys.whole("max_pages", MAX_PAGES, 1, MAX_PAGES),
        keys.whole("max_items", MAX_ITEMS, 1, MAX_ITEMS),
        Minimum.of(keys));
  }

  HttpUrl url(SourceUrl source, CollectionRequest request) {
    return source.at(Period.encodedInto(path, request));
  }

  boolean isList() {
    return items != null;
  }
}

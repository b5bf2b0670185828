package io.verity.audit.collect.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.verity.audit.collect.CollectionException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import okhttp3.HttpUrl;

/** One walk over the pages of a list; for one thread. */
final class PageWalk {

  private final HttpQuery query;
  private final HttpUrl first;
  private final String source;
  private final Set<HttpUrl> asked = new HashSet<>();
  private final ArrayNode items = JsonNodeFactory.instance.arrayNode();
  private final Map<String, String> details = new TreeMap<>();
  private JsonNode total;
  private JsonNode last;
  private int pages;

  PageWalk(HttpQuery query, HttpUrl first, String source) {
    this.query = query;
    this.first = first;
    this.source = source;
  }

  JsonNode body(JsonClient client) throws CollectionException, InterruptedException {
    JsonAnswer answer = client.get(first);
    begin(answer);
    return answer.body();
  }

  JsonNode items(JsonClient client) throws CollectionException, InterruptedException {
    HttpUrl next = first;
    while (next != null) {
      if (!asked.add(next)) {
        throw lasting("its pages lead in a circle: page %d names one that was read", pages);
      }
      if (pages == query.maxPages()) {
        throw lasting("it has more than %d pages; ask for less, or raise max_pages", pages);
      }
      JsonAnswer page = client.get(next);
      begin(page);
      next = after(page, take(page));
    }
    requireAll();
    requireUnchanged(client);
    return items;
  }

  private void begin(JsonAnswer page) {
    pages++;
    if (pages == 1) {
      keep(page, "ETag", "etag");
      keep(page, "Last-Modified", "last_modified");
    }
  }

  private void keep(JsonAnswer page, String header, String name) {
    if (page.headers().get(header) != null) {
      details.put(name, page.headers().get(header));
    }
  }

  private int take(JsonAnswer page) throws CollectionException {
    JsonNode found = page.body().at(query.items());
    if (!found.isArray()) {
      throw lasting(
          "page %d has no list at %s; %s", pages, quoted(query.items()), shape(page.body()));
    }
    if (items.size() + found.size() > query.maxItems()) {
      throw lasting(
          "it has more than %d items; ask for less, or raise max_items", query.maxItems());
    }
    if (!found.isEmpty() && found.equals(last)) {
      throw lasting("page %d is the page before it again: does it know the parameter?", pages);
    }
    last = found;
    for (JsonNode item : found) {
      if (!item.isObject() && !query.minimum().fields().isEmpty()) {
        throw lasting("page %d holds items that have no fields to keep some of", pages);
      }
      items.add(item);
    }
    return found.size();
  }

  private HttpUrl after(JsonAnswer page, int found) throws CollectionException {
    requireSameTotal(page);
    try {
      return query.paging().next(first, page, pages, found);
    } catch (IllegalArgumentException e) {
      throw lasting("page %d: %s", pages, e.getMessage());
    }
  }

  private void requireSameTotal(JsonAnswer page) throws CollectionException {
    if (query.total() == null) {
      return;
    }
    JsonNode now = page.body().at(query.total());
    if (!now.isIntegralNumber()) {
      throw lasting("page %d says no total at %s", pages, quoted(query.total()));
    }
    if (total != null && !total.equals(now)) {
      throw changed("page 1 said a total of %s, page %d %s".formatted(total, pages, now));
    }
    total = now;
  }

  private void requireAll() throws CollectionException {
    if (total != null && total.longValue() != items.size()) {
      throw changed("it said a total of %s and gave %d items".formatted(total, items.size()));
    }
  }

  private void requireUnchanged(JsonClient client)
      throws CollectionException, InterruptedException {
    String before = details.get("etag");
    if (!query.unchanged() || pages < 2 || before == null) {
      return;
    }
    String now = client.get(first).headers().get("ETag");
    if (!before.equals(now)) {
      throw changed("the ETag of its first page is another after the last");
    }
  }

  private CollectionException changed(String how) {
    return CollectionException.passing(
        "source %s changed while it was read: %s".formatted(source, how), null);
  }

  private CollectionException lasting(String what, Object... arguments) {
    return CollectionException.lasting("source " + source + ": " + what.formatted(arguments));
  }

  /** Names only: values may be anybody's. */
  private static String shape(JsonNode body) {
    if (!body.isObject()) {
      return body.isArray() ? "it is a list itself" : "it is no object";
    }
    Set<String> names = new TreeSet<>();
    body.fieldNames().forEachRemaining(names::add);
    String all = names.toString();
    return "it has " + all.substring(0, Math.min(all.length(), 200));
  }

  private static String quoted(Object pointer) {
    return pointer.toString().isEmpty() ? "its root" : pointer.toString();
  }

  int pages() {
    return pages;
  }

  String from() {
    return first.toString();
  }

  Map<String, String> details() {
    details.put("pages", Integer.toString(pages));
    if (total != null) {
      details.put("total", total.asText());
    }
    return details;
  }
}

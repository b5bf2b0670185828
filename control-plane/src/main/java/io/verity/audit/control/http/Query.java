package io.verity.audit.control.http;

import io.javalin.http.Context;
import io.verity.audit.service.InstantOrDate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The parameters of a call's query, read as strictly as a body. */
public final class Query {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_LENGTH = 512;
  private static final int SHOWN = 64;

  private final Context ctx;

  private Query(Context ctx) {
    this.ctx = ctx;
  }

  /** What is not known, or stands there twice, is refused. */
  public static Query of(Context ctx, Set<String> known) {
    ctx.queryParamMap()
        .forEach(
            (name, values) -> {
              if (!known.contains(name)) {
                throw Problem.badRequest(
                    "there is no parameter \"%s\"; known are %s"
                        .formatted(
                            Text.printable(name, SHOWN), String.join(", ", new TreeSet<>(known))));
              }
              if (values.size() > 1) {
                throw Problem.badRequest("the parameter \"" + name + "\" stands there twice");
              }
            });
    return new Query(ctx);
  }

  /** Null where it is missing. */
  public String text(String name) {
    List<String> values = ctx.queryParams(name);
    if (values.isEmpty()) {
      return null;
    }
    String value = values.get(0);
    if (value.isEmpty()
        || value.length() > MAX_LENGTH
        || value.chars().anyMatch(c -> c < ' ' || c == 127 || c == '\uFFFD')
        || Text.isBroken(value)) {
      throw Problem.badRequest(
          "\"%s\" is not 1 to %d printable characters long".formatted(name, MAX_LENGTH));
    }
    return value;
  }

  /** Null where it is missing. */
  public UUID uuid(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    return PathId.parse(value).orElseThrow(() -> Problem.badRequest("\"" + name + "\" is no id"));
  }

  /** Null where it is missing. */
  public Instant time(String name) {
    String value = text(name);
    return value == null ? null : time(name, value);
  }

  /** Years of four digits, which every database and every reader takes. */
  public static Instant time(String name, String value) {
    try {
      Instant time = InstantOrDate.parse(value);
      if (time.isBefore(EARLIEST) || !time.isBefore(END)) {
        throw Problem.badRequest("\"" + name + "\" is not a time from 1970 to 9999");
      }
      return time;
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(
          "\"%s\" is neither a date (2026-07-01) nor an instant (2026-07-01T12:00:00Z)"
              .formatted(name));
    }
  }

  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

  public <E extends Enum<E>> E choice(String name, Class<E> type) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw Problem.badRequest(
        "\"%s\" is not one of %s".formatted(name, List.of(type.getEnumConstants())));
  }

  /** How many items a page has. */
  public int limit() {
    String value = text("limit");
    if (value == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(value);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw noLimit();
    }
    throw noLimit();
  }

  private static Problem noLimit() {
    return Problem.badRequest("\"limit\" is not a whole number from 1 to " + MAX_LIMIT);
  }

  /** Null for the first page. */
  public String cursor() {
    return text("cursor");
  }
}

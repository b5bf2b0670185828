package io.verity.audit.control.http;

import io.javalin.http.Context;

/**
 * How much a call may bring.
 *
 * @param perSecond calls a second and token; 0: any number
 * @param perSecondAnonymous calls a second and address that are refused for lack of a token
 */
public record Limits(int maxBodyBytes, int perSecond, int perSecondAnonymous) {

  private static final String ATTRIBUTE = Limits.class.getName();

  static Limits of(Context ctx) {
    return ctx.attribute(ATTRIBUTE);
  }

  Limits of(Route route) {
    return route.maxBodyBytes() == 0
        ? this
        : new Limits(route.maxBodyBytes(), perSecond, perSecondAnonymous);
  }

  void bindTo(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
  }

  Problem tooLarge() {
    return new Problem(
        413,
        "body-too-large",
        "Body too large",
        "the body is larger than " + maxBodyBytes + " bytes");
  }
}

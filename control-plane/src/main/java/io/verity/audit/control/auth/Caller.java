package io.verity.audit.control.auth;

import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.Set;

/** Who calls, as their token says. */
public record Caller(String subject, Set<Role> roles) {

  private static final String ATTRIBUTE = Caller.class.getName();
  private static final Set<Role> SEE_EVERYTHING = EnumSet.of(Role.AUDITOR, Role.ADMIN);

  public Caller {
    roles = Set.copyOf(roles);
  }

  /** Who makes this call; there is somebody on every route that is not open. */
  public static Caller of(Context ctx) {
    Caller caller = find(ctx);
    if (caller == null) {
      throw new IllegalStateException("an open route asks who calls");
    }
    return caller;
  }

  /** Null where nobody has been made out. */
  public static Caller find(Context ctx) {
    return ctx.attribute(ATTRIBUTE);
  }

  public void bindTo(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }

  /** Auditors and admins see everybody's runs, all others their own. */
  public boolean seesEverything() {
    return roles.stream().anyMatch(SEE_EVERYTHING::contains);
  }

  /** Whether a run that {@code requester} asked for exists for this caller. */
  public boolean sees(String requester) {
    return seesEverything() || subject.equals(requester);
  }
}

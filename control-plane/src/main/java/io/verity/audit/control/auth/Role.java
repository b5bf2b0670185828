package io.verity.audit.control.auth;

import java.util.Locale;
import java.util.Optional;

/** What a token's claim may make of its bearer; written in lower case there. */
public enum Role {
  REQUESTER,
  AUDITOR,
  COLLECTOR,
  HOLD_OFFICER,
  ADMIN;

  /** As a token and the API spell it. */
  public String claim() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty for a role of somebody else's. */
  public static Optional<Role> of(String claim) {
    for (Role role : values()) {
      if (role.claim().equals(claim)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}

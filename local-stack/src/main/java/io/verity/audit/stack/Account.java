package io.verity.audit.stack;

import java.util.Objects;

/** An account of a server. Its text form leaves the password out, so that no log ever shows one. */
public record Account(String user, String password) {

  public Account {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }

  @Override
  public String toString() {
    return "Account[user=" + user + "]";
  }
}

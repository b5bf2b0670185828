package io.verity.audit.store;

import java.util.List;

/** Who may agree to a hold and to its release, and why somebody may not, in words. */
final class HoldRules {

  private static final String PLACE = "place";
  private static final String RELEASE = "release";

  private HoldRules() {}

  /**
   * @return what the approval is of
   */
  static String approvable(Hold hold, String who, List<HoldApproval> approvals) {
    String action =
        switch (hold.status()) {
          case "requested" -> PLACE;
          case "release_requested" -> RELEASE;
          case "active" ->
              throw new ConflictException(
                  "hold " + hold.id() + " stands already: nothing waits for approval");
          default ->
              throw new ConflictException(
                  "hold " + hold.id() + " is released: nothing waits for approval");
        };
    if (who.equals(hold.requestedBy())) {
      throw new ConflictException(
          "%s asked for hold %s, and so can't approve %s: somebody else has to"
              .formatted(who, hold.id(), PLACE.equals(action) ? "it" : "its release"));
    }
    if (who.equals(hold.releaseRequestedBy())) {
      throw new ConflictException(
          "%s asked for the release of hold %s, and so can't approve it: two others have to"
              .formatted(who, hold.id()));
    }
    if (approvals.stream().anyMatch(a -> a.action().equals(action) && a.approver().equals(who))) {
      throw new ConflictException(
          "%s has approved the release of hold %s already: somebody else has to as well"
              .formatted(who, hold.id()));
    }
    return action;
  }

  static void checkReleasable(Hold hold) {
    switch (hold.status()) {
      case "active" -> {}
      case "requested" ->
          throw new ConflictException(
              "hold " + hold.id() + " does not stand yet: there is nothing to release");
      case "release_requested" ->
          throw new ConflictException(
              "the release of hold %s is asked for already, by %s: two others have to approve it"
                  .formatted(hold.id(), hold.releaseRequestedBy()));
      default -> throw new ConflictException("hold " + hold.id() + " is released already");
    }
  }
}

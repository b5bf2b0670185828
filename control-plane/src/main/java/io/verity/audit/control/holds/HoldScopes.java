package io.verity.audit.control.holds;

import io.verity.audit.control.http.Json;
import io.verity.audit.control.http.JsonBody;
import io.verity.audit.control.http.Problem;
import io.verity.audit.control.http.Query;
import io.verity.audit.control.http.Text;
import io.verity.audit.store.Database;
import io.verity.audit.store.HoldTargets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads what a hold is to cover. A hold that covers nothing because of a slip of the pen would be
 * found out when it is too late, so every id and every framework has to be known.
 */
final class HoldScopes {

  private static final List<String> LISTS =
      List.of("evidence", "controls", "reports", "frameworks");
  private static final List<String> TIMES = List.of("period_start", "period_end");
  private static final String TRAIL = "trail";
  private static final int MOST = 100;
  private static final int LENGTH = 64;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final HoldTargets targets;

  HoldScopes(Database database) {
    this.targets = new HoldTargets(database);
  }

  /**
   * @return as it is stored
   */
  String read(JsonBody body) {
    Set<String> known = new TreeSet<>(LISTS);
    known.addAll(TIMES);
    known.add(TRAIL);
    JsonBody sent =
        body.object("scope", known)
            .orElseThrow(() -> Problem.badRequest("the field \"scope\" is missing"));
    Map<String, Object> scope = new LinkedHashMap<>();
    for (String list : LISTS) {
      sent.optionalTexts(list, MOST, LENGTH).ifPresent(names -> scope.put(list, names));
    }
    readPeriod(sent, scope);
    if (sent.flag(TRAIL, false)) {
      scope.put(TRAIL, true);
    }
    if (scope.isEmpty()) {
      throw Problem.badRequest(
          "\"scope\" covers nothing: it needs one of " + String.join(", ", known));
    }
    LISTS.forEach(list -> check(list, scope.get(list)));
    return Json.text(scope);
  }

  private static void readPeriod(JsonBody sent, Map<String, Object> scope) {
    for (String time : TIMES) {
      Optional<String> text = sent.optionalText(time, LENGTH);
      text.ifPresent(value -> scope.put(time, Query.time("scope." + time, value)));
    }
    if (scope.get(TIMES.get(0)) instanceof Instant start
        && scope.get(TIMES.get(1)) instanceof Instant end
        && !start.isBefore(end)) {
      throw Problem.badRequest("\"scope.period_end\" is not after \"scope.period_start\"");
    }
  }

  private void check(String list, Object sent) {
    if (!(sent instanceof List<?> names)) {
      return;
    }
    for (Object name : names) {
      String text = String.valueOf(name);
      boolean wellFormed = list.equals("frameworks") || UUID_TEXT.matcher(text).matches();
      if (!wellFormed) {
        throw Problem.badRequest(
            "\"scope.%s\" has \"%s\", which is no id in lower case"
                .formatted(list, Text.printable(text, LENGTH)));
      }
      if (!targets.exists(list, text)) {
        throw Problem.badRequest(
            "\"scope.%s\" has \"%s\", which is not known here"
                .formatted(list, Text.printable(text, LENGTH)));
      }
    }
  }
}

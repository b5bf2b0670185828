package io.verity.audit.deploy.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of PromQL as it takes to tell the metrics of an expression; promtool knows the rest. */
final class PromQl {

  private static final Pattern TEXTS = Pattern.compile("\"[^\"]*\"");
  private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)(?!\\s*\\(|[\\w:])");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

  private PromQl() {}

  static Set<String> metrics(String expression) {
    String bare = TEXTS.matcher(expression).replaceAll("");
    bare = LABELS.matcher(bare).replaceAll("");
    // "sum by (le) (x)": the operator before a grouping is no metric
    bare = bare.replaceAll("\\b(sum|min|max|avg|count)\\s+(?=by|without)", "");
    bare = GROUPING.matcher(bare).replaceAll("");
    Set<String> metrics = new TreeSet<>();
    for (Matcher name = NAME.matcher(bare); name.find(); ) {
      if (!WORDS.contains(name.group(1))) {
        metrics.add(name.group(1));
      }
    }
    return metrics;
  }
}

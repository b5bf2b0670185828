package io.verity.audit.collect.config;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the secrets out of texts. */
final class TextRedaction {

  private static final Pattern HEREDOC = Pattern.compile("<<[-~]?[\"']?([A-Za-z_]\\w*)[\"']?");

  private final Redactor redactor;

  TextRedaction(Redactor redactor) {
    this.redactor = redactor;
  }

  /** Of a value, or a part of a line. */
  String inside(String text) {
    String clean = text;
    for (Pattern shape : SecretTexts.SHAPES) {
      clean = replaced(shape, clean, match -> true);
    }
    for (Pattern named : SecretTexts.NAMED) {
      clean =
          replaced(
              named,
              clean,
              match ->
                  SecretNames.isSecret(match.group("name"))
                      && !SecretTexts.isHarmless(match.group("secret")));
    }
    return clean;
  }

  /** Of a file that is read line by line, where a line may be a name and its value. */
  String lines(String text) {
    String[] lines = replaced(SecretTexts.PRIVATE_KEY, text, match -> true).split("\n", -1);
    StringBuilder clean = new StringBuilder();
    Predicate<String> within = null;
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      String shown;
      if (within != null && within.test(line)) {
        redactor.secret(line.strip());
        continue;
      }
      within = null;
      Matcher match = SecretTexts.LINE.matcher(line);
      int group = secretGroup(match);
      if (group > 0) {
        within = goesOn(line, match.group(group).strip());
        redactor.secret(match.group(group).strip());
        shown = line.substring(0, match.start(group)) + SecretTexts.REDACTED;
      } else {
        shown = inside(line);
      }
      clean.append(clean.isEmpty() && i == 0 ? "" : "\n").append(shown);
    }
    return clean.toString();
  }

  /** Which group of a line is a secret; 0 for none. */
  private static int secretGroup(Matcher match) {
    if (!match.matches()) {
      return 0;
    }
    String name = match.group("name");
    if (!SecretNames.isSecret(name) && !name.equalsIgnoreCase("key")) {
      return 0;
    }
    int group = match.group("secret") != null ? 2 : 3;
    return SecretTexts.isHarmless(match.group(group)) ? 0 : group;
  }

  /** Which of the next lines still belong to a value that began here; null where none does. */
  private static Predicate<String> goesOn(String line, String value) {
    if (value.endsWith("\\")) {
      boolean[] more = {true};
      return next -> {
        boolean belongs = more[0];
        more[0] = next.stripTrailing().endsWith("\\");
        return belongs;
      };
    }
    if (value.matches("[|>][-+\\d]*")) {
      int indent = line.length() - line.stripLeading().length();
      return next -> next.isBlank() || next.length() - next.stripLeading().length() > indent;
    }
    Matcher heredoc = HEREDOC.matcher(value);
    String quotes = value.startsWith("\"\"\"") ? "\"\"\"" : value.startsWith("'''") ? "'''" : null;
    if (quotes != null && value.indexOf(quotes, 3) < 0) {
      return until(next -> next.contains(quotes));
    }
    return heredoc.matches() ? until(next -> next.strip().equals(heredoc.group(1))) : null;
  }

  private static Predicate<String> until(Predicate<String> end) {
    boolean[] ended = {false};
    return next -> {
      boolean belongs = !ended[0];
      ended[0] |= end.test(next);
      return belongs;
    };
  }

  private String replaced(Pattern pattern, String text, Predicate<Matcher> secret) {
    Matcher match = pattern.matcher(text);
    StringBuilder clean = new StringBuilder();
    int last = 0;
    int from = 0;
    while (match.find(from)) {
      String value = match.group("secret");
      if (value.equals(SecretTexts.REDACTED) || !secret.test(match)) {
        // what looked like a value may be the next name
        from = match.start("secret");
        continue;
      }
      boolean quoted = value.length() > 1 && "\"'".indexOf(value.charAt(0)) >= 0;
      int edge = quoted ? 1 : 0;
      clean.append(text, last, match.start("secret") + edge).append(redactor.secret(value));
      last = match.end("secret") - edge;
      from = match.end("secret");
    }
    return last == 0 ? text : clean.append(text, last, text.length()).toString();
  }
}

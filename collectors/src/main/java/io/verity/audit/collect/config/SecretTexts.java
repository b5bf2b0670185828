package io.verity.audit.collect.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What secrets look like inside a text. In each pattern the group {@code secret} is what goes. */
final class SecretTexts {

  static final String REDACTED = "[redacted]";

  private static final String QUOTED =
      "\"(?:[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|'(?:[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'";

  static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "(?<secret>-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----.*?"
              + "(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\\z))",
          Pattern.DOTALL);

  /** Wherever they stand: they can be nothing else. */
  static final List<Pattern> SHAPES =
      List.of(
          PRIVATE_KEY,
          Pattern.compile("://[^\\s/:@\"'<>]*+:(?<secret>[^\\s\"'<>]{1,2000})@"),
          Pattern.compile("(?<secret>\\beyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*)"),
          Pattern.compile(
              "(?<secret>\\b(?:gh[pousr]_\\w{20,}|github_pat_\\w{20,}|glpat-[\\w-]{20,}"
                  + "|xox[abeprs]-[\\w-]{10,}|[sr]k_(?:live|test)_\\w{10,}|AIza[\\w-]{35}"
                  + "|npm_\\w{36}|hvs\\.[\\w-]{20,}))"),
          Pattern.compile(
              "(?<secret>\\$(?:1|2[abxy]?|5|6|7|y|argon2\\w*|scrypt|pbkdf2[\\w-]*)\\$"
                  + "[^\\s:'\"<>]{8,}|SCRAM-SHA-\\d+\\$[^\\s'\"<>]+)"),
          Pattern.compile(
              "\\b(?:Bearer|Basic)\\s+(?<secret>(?=[^\\s\"']*[0-9=])[A-Za-z0-9+/=._~-]{8,})",
              Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "[?&;](?:sig|signature|x-amz-signature)=(?<secret>[^\\s&\"'<>]+)",
              Pattern.CASE_INSENSITIVE));

  /** A name and its value somewhere in a line. */
  static final List<Pattern> NAMED =
      List.of(
          Pattern.compile(
              "(?<![\\w.-])(?<name>[A-Za-z_][\\w.-]*+)[\"']?\\s{0,20}(?:=>|:=|[=:])\\s{0,20}"
                  + "(?<secret>"
                  + QUOTED
                  + "|[^\\s,;&\"'<>]+)"),
          Pattern.compile(
              "(?<![\\w-])--?(?<name>[A-Za-z][\\w-]*+)\\s+(?<secret>" + QUOTED + "|[^\\s-]\\S*)"),
          Pattern.compile("<(?<name>[A-Za-z_][\\w.:-]*+)(?:\\s[^<>]*)?>(?<secret>[^<]+)</"));

  /** All of a line: what follows belongs to the value, blanks too. */
  static final Pattern LINE =
      Pattern.compile(
          "[\\s#;/-]*+(?:(?:export|set|SET|ENV|ARG)\\s+)?[\"']?(?<name>[A-Za-z_][\\w.-]*+)[\"']?"
              + "(?:\\s*(?:=>|:=|[=:])\\s*(?<secret>.*)|\\s+(?<only>\\S+)\\s*)");

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{[A-Za-z_][\\w.]*}|env:[A-Za-z_]\\w*|file:/\\S+");

  private static final Set<String> NOTHING =
      Set.of(
          "",
          "true",
          "false",
          "yes",
          "no",
          "on",
          "off",
          "none",
          "null",
          "enabled",
          "disabled",
          "required",
          "optional",
          "[redacted]",
          "{",
          "[",
          "}",
          "]",
          "{}",
          "[]");

  private SecretTexts() {}

  /** No secret though its name says so: a switch, or where the secret is. */
  static boolean isHarmless(String value) {
    String bare = value.strip().replaceAll("^([\"'])(.*)\\1[,;]?$", "$2");
    return NOTHING.contains(bare.toLowerCase(Locale.ROOT)) || REFERENCE.matcher(bare).matches();
  }
}

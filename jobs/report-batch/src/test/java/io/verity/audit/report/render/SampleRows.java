package io.verity.audit.report.render;

import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.Finding.EventReference;
import io.verity.audit.report.pack.Pack.FindingSpec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Rows and findings made from their number, so that any amount of them takes no memory. */
final class SampleRows {

  private static final String[] NAMES = {
    "Mei Ivanova", "Олена Ivanova", "Zoë Okafor", "王 Lindqvist", "李 Tanaka", "Łukasz Kovács",
    "Søren Müller", "Ada O’Neil", "Γεώργιος Παπαδόπουλος", "محمد حداد", "שרה כהן", "田中 さくら",
    "김 민준", "प्रिया शर्मा", "สมชาย ใจดี", "Ա. Հակոբյան", "=HYPERLINK(\"x\")", "e\u0301tienne",
    "\u202Egnp.exe", "Nick 😀 𝔘 \uE000", "svc-07"
  };
  private static final String[] RATIONALES = {
    "still needed",
    "évalué, accès conservé",
    "role changed — “least privilege”",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "The reviewer asked the owner of the asset, who answered after two reminders that the access is"
        + " needed until the migration is over; to be looked at again in the next campaign.",
    "averyveryveryverylongwordwithoutanyplacewhereitcouldbebrokenwhichstillhastofitintoitscolumn",
    "-1",
    "",
    "line one\nline two"
  };

  private SampleRows() {}

  static List<Object> review(int n) {
    boolean open = n % 6 == 5;
    return Arrays.asList(
        id("review", n),
        NAMES[n % NAMES.length],
        NAMES[n * 7 % NAMES.length],
        at(n),
        (long) (n * 37 % 101),
        open ? null : new BigDecimal(n * 7919 % 40_000).movePointLeft(2),
        open ? null : n % 9 != 0,
        open ? null : RATIONALES[n % RATIONALES.length]);
  }

  static List<Object> week(int n) {
    return Arrays.asList(
        LocalDate.of(2026, 6, 29).plusWeeks(n).toString(),
        900L + n * 7919 % 600,
        BigDecimal.valueOf(n * 37 % 300, 4));
  }

  static Finding finding(FindingSpec kind, int n) {
    List<EventReference> events = new ArrayList<>();
    int count = kind.type().equals("no_restore_test") ? 0 : 1 + n % 4;
    for (int i = 0; i < count; i++) {
      events.add(event(n * 10 + i));
    }
    return new Finding(
        id(kind.type(), n).replace("-", "").substring(0, 16),
        kind.type(),
        kind.severity(),
        kind.control(),
        kind.title(),
        kind.remediation(),
        events.isEmpty() ? null : at(n),
        n % 3 == 0 ? NAMES[n % NAMES.length] : id("subject", n),
        "Review of "
            + NAMES[n % NAMES.length]
            + " was due 2026-08-0"
            + (1 + n % 9)
            + (n % 5 == 0 ? " and was decided 31 days later, after three escalations" : "")
            + ".",
        kind.query(),
        events);
  }

  private static EventReference event(int n) {
    return new EventReference(
        id("event", n),
        n % 2 == 0 ? "REVIEW_STARTED" : "REVIEW_ESCALATION_EXHAUSTED",
        at(n),
        id("actor", n % 50),
        n % 3 == 0 ? "SERVICE" : "USER",
        "APPLICATION",
        id("asset", n % 20),
        n % 2 == 0 ? "CREATE" : "UPDATE",
        id("batch", n / 100),
        n % 4,
        1000L + n);
  }

  private static Instant at(int n) {
    return Instant.parse("2026-07-01T00:00:00.123Z").plusSeconds(n * 7919L % 7_900_000);
  }

  private static String id(String kind, int n) {
    return UUID.nameUUIDFromBytes((kind + n).getBytes(StandardCharsets.UTF_8)).toString();
  }
}

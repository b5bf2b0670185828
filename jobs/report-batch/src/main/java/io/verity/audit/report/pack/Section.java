package io.verity.audit.report.pack;

import java.util.Locale;

/** The seven sections that every report has, in their order. */
public enum Section {
  EXECUTIVE_SUMMARY("Executive Summary"),
  SCOPE("Scope"),
  ACCESS_REVIEW_SUMMARY("Access Review Summary"),
  RISK_DISTRIBUTION("Risk Distribution"),
  REMEDIATION_ACTIVITY("Remediation Activity"),
  EXCEPTIONS_AND_FINDINGS("Exceptions & Findings"),
  EVIDENCE_TRAIL("Evidence Trail");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** As packs and the JSON report name it, for example {@code access_review_summary}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.verity.audit.report.render;

import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.pack.Pack.ChartKind;
import io.verity.audit.report.pack.Pack.ChartSpec;
import io.verity.audit.report.pack.Pack.Column;
import io.verity.audit.report.pack.Pack.ColumnType;
import io.verity.audit.report.pack.Pack.Control;
import io.verity.audit.report.pack.Pack.FindingSpec;
import io.verity.audit.report.pack.Pack.Metric;
import io.verity.audit.report.pack.Pack.MetricQuery;
import io.verity.audit.report.pack.Pack.Severity;
import io.verity.audit.report.pack.Pack.Shape;
import io.verity.audit.report.pack.Pack.TableSpec;
import io.verity.audit.report.pack.Pack.Unit;
import io.verity.audit.report.pack.Section;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A pack with one of everything. */
final class SamplePack {

  private SamplePack() {}

  static Pack pack() {
    return new Pack(
        "soc2",
        "SOC 2",
        "Trust services criteria report",
        "Logical access, change management, availability and confidentiality, as the audit trail"
            + " shows them",
        false,
        Map.of(),
        controls(),
        metrics(),
        List.of(),
        tables(),
        charts(),
        findings(),
        text(),
        "5f1c8b1e0f2d4c6a9b7e3d5f1c8b1e0f2d4c6a9b7e3d5f1c8b1e0f2d4c6a9b7e");
  }

  private static List<Control> controls() {
    return List.of(
        new Control(
            "CC6.1",
            "Logical access security",
            "Access to systems and data is limited to those who are authorised. The report counts"
                + " refused accesses and the use of privileged accounts."),
        new Control(
            "CC6.2",
            "Registration and authorisation of users",
            "Access is granted only after approval, and withdrawn when its holder leaves."),
        new Control(
            "CC6.3",
            "Review and removal of access",
            "Access is reviewed in time; what a review revokes is removed."),
        new Control("CC8.1", "Change management", "Changes are approved before deployment."));
  }

  private static List<MetricQuery> metrics() {
    return List.of(
        query(
            "common/metrics/volume.sql",
            Shape.COLUMNS,
            metric("events_total", "Events in the period", Unit.COUNT, Section.SCOPE, null),
            metric("actors_total", "Actors", Unit.COUNT, Section.SCOPE, null),
            metric("resources_total", "Resources", Unit.COUNT, Section.SCOPE, null)),
        query(
            "common/metrics/reviews.sql",
            Shape.COLUMNS,
            review("reviews_started", "Reviews started", Unit.COUNT),
            review("reviews_completed", "Reviews completed", Unit.COUNT),
            review("reviews_open", "Reviews open at the end", Unit.COUNT),
            metric(
                "sla_compliance_rate",
                "Decided in time",
                Unit.RATE,
                Section.EXECUTIVE_SUMMARY,
                "CC6.3"),
            review("approvals_without_rationale", "Approvals without a rationale", Unit.COUNT),
            review("hours_to_decide_median", "Time to decide, median", Unit.HOURS),
            review("hours_to_decide_p95", "Time to decide, 95th percentile", Unit.HOURS)),
        query(
            "common/metrics/decisions.sql",
            Shape.MAP,
            review("decisions", "Decisions of completed reviews", Unit.COUNT)),
        query(
            "common/metrics/risk.sql",
            Shape.MAP,
            metric(
                "risk", "Reviews by risk level", Unit.COUNT, Section.RISK_DISTRIBUTION, "CC6.3")),
        query(
            "common/metrics/revocations.sql",
            Shape.COLUMNS,
            remediation("revocations_requested", "Revocations requested", Unit.COUNT),
            remediation("revocations_executed", "Revocations executed", Unit.COUNT),
            remediation("revocations_outstanding", "Revocations outstanding", Unit.COUNT),
            remediation("hours_to_remediate_mean", "Time to remediate, mean", Unit.HOURS),
            remediation("hours_to_remediate_median", "Time to remediate, median", Unit.HOURS),
            remediation(
                "hours_to_remediate_p95", "Time to remediate, 95th percentile", Unit.HOURS)),
        query(
            "soc2/metrics/access.sql",
            Shape.COLUMNS,
            metric(
                "access_denied",
                "Accesses refused",
                Unit.COUNT,
                Section.EXECUTIVE_SUMMARY,
                "CC6.1"),
            metric(
                "leavers_not_disabled",
                "Leavers whose account was never disabled",
                Unit.COUNT,
                Section.EXECUTIVE_SUMMARY,
                "CC6.2"),
            metric(
                "incident_hours_to_close_median",
                "Time to close an incident, median",
                Unit.HOURS,
                Section.EXECUTIVE_SUMMARY,
                "CC6.1")),
        query(
            "soc2/metrics/recipients.sql",
            Shape.LIST,
            metric("recipients", "Recipients of exports", Unit.COUNT, Section.SCOPE, "CC6.1")));
  }

  private static List<TableSpec> tables() {
    return List.of(
        new TableSpec(
            "reviews",
            Section.ACCESS_REVIEW_SUMMARY,
            "Access reviews",
            "Every review that was started or completed in the period.",
            "CC6.3",
            List.of(
                new Column("review_id", "Review", ColumnType.ID, 14),
                new Column("subject", "Subject", ColumnType.TEXT, 18),
                new Column("reviewer", "Reviewer", ColumnType.TEXT, 18),
                new Column("started_at", "Started (UTC)", ColumnType.TIMESTAMP, 16),
                new Column("risk_score", "Risk score", ColumnType.COUNT, 7),
                new Column("hours", "Hours to decide", ColumnType.HOURS, 9),
                new Column("in_time", "In time", ColumnType.YES_NO, 7),
                new Column("rationale", "Rationale", ColumnType.TEXT, 24)),
            List.of("started_at"),
            "common/tables/reviews.sql",
            "SELECT 1"),
        new TableSpec(
            "per_week",
            Section.EXECUTIVE_SUMMARY,
            "Events by week",
            null,
            null,
            List.of(
                new Column("week", "Week of", ColumnType.TEXT, 20),
                new Column("events", "Events", ColumnType.COUNT, 10),
                new Column("refused_share", "Refused", ColumnType.RATE, 10)),
            List.of("week"),
            "common/tables/per_week.sql",
            "SELECT 1"),
        new TableSpec(
            "restores",
            Section.REMEDIATION_ACTIVITY,
            "Restore tests",
            null,
            "CC8.1",
            List.of(new Column("at", "At (UTC)", ColumnType.TIMESTAMP, 10)),
            List.of("at"),
            "soc2/tables/restores.sql",
            "SELECT 1"));
  }

  private static List<ChartSpec> charts() {
    return List.of(
        new ChartSpec(
            "events_by_week",
            Section.EXECUTIVE_SUMMARY,
            "Events by week",
            ChartKind.LINE,
            null,
            "per_week",
            "week",
            "events"),
        new ChartSpec(
            "decisions",
            Section.ACCESS_REVIEW_SUMMARY,
            "Decisions of completed reviews",
            ChartKind.DONUT,
            "decisions",
            null,
            null,
            null),
        new ChartSpec(
            "risk",
            Section.RISK_DISTRIBUTION,
            "Reviews started, by risk level",
            ChartKind.BAR,
            "risk",
            null,
            null,
            null));
  }

  private static List<FindingSpec> findings() {
    return List.of(
        new FindingSpec(
            "leaver_not_disabled",
            Severity.CRITICAL,
            "CC6.2",
            "Leaver whose account was not disabled",
            "Disable the account now, and find out what was done with it since the day of leaving.",
            "soc2/findings/leavers.sql",
            "SELECT 1"),
        new FindingSpec(
            "sla_breach",
            Severity.HIGH,
            "CC6.3",
            "Access review not decided in time",
            "Decide the review. If this reviewer is late often, name a deputy.",
            "common/findings/sla_breaches.sql",
            "SELECT 1"),
        new FindingSpec(
            "grant_without_approval",
            Severity.MEDIUM,
            "CC6.2",
            "Access granted without a prior approval, a title which is long enough to need a second"
                + " line in the heading of its kind",
            "Have the access approved by its owner, or revoke it.",
            "soc2/findings/grants.sql",
            "SELECT 1"),
        new FindingSpec(
            "no_restore_test",
            Severity.LOW,
            "CC8.1",
            "No restore was tested",
            "Restore a backup, and record it.",
            "soc2/findings/restores.sql",
            "SELECT 1"),
        new FindingSpec(
            "anomaly",
            Severity.MEDIUM,
            "CC6.1",
            "Anomalous behaviour",
            "Look into it.",
            "common/findings/anomalies.sql",
            "SELECT 1"));
  }

  private static Map<Section, String> text() {
    Map<Section, String> text = new EnumMap<>(Section.class);
    text.put(
        Section.EXECUTIVE_SUMMARY,
        "This report shows, from the audit trail alone, how access to systems and data was granted,"
            + " reviewed and withdrawn in the period, and which events an auditor has to look at.\n\n"
            + "Every number is computed by a query over a pinned snapshot of the trail. Whoever has"
            + " the same snapshot gets the same numbers, to the last byte of this file.");
    text.put(
        Section.SCOPE,
        "All events of the period that the trail holds, of every system that reports to it. Look-ups"
            + " such as the start of a review read the whole trail before the end of the period.");
    text.put(
        Section.ACCESS_REVIEW_SUMMARY,
        "A review is completed by its first decision. It is in time if that decision came no later"
            + " than the day it was due.");
    text.put(
        Section.RISK_DISTRIBUTION,
        "The risk of a review is the score given when it was started: critical from 90, high from"
            + " 70, medium from 40.");
    text.put(Section.REMEDIATION_ACTIVITY, "From the request to revoke an access to its removal.");
    text.put(
        Section.EXCEPTIONS_AND_FINDINGS,
        "Each finding is something an auditor has to look at, not yet a violation.");
    text.put(
        Section.EVIDENCE_TRAIL,
        "For each finding the events that support it. An event is found again by its batch in the"
            + " ledger, or by its partition and offset in Kafka.");
    return text;
  }

  private static MetricQuery query(String name, Shape shape, Metric... metrics) {
    return new MetricQuery(name, "SELECT 1", shape, List.of(metrics));
  }

  private static Metric review(String name, String label, Unit unit) {
    return metric(name, label, unit, Section.ACCESS_REVIEW_SUMMARY, "CC6.3");
  }

  private static Metric remediation(String name, String label, Unit unit) {
    return metric(name, label, unit, Section.REMEDIATION_ACTIVITY, "CC6.3");
  }

  private static Metric metric(
      String name, String label, Unit unit, Section section, String control) {
    return new Metric(name, label, unit, section, control);
  }
}

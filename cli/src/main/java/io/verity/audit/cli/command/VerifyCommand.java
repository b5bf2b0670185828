package io.verity.audit.cli.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.verity.audit.cli.access.ServerAccess;
import io.verity.audit.trail.clickhouse.ClickHouseConnection;
import io.verity.audit.trail.verify.TimeRange;
import io.verity.audit.trail.verify.Verifier;
import io.verity.audit.trail.verify.VerifyOptions;
import io.verity.audit.trail.verify.VerifyReport;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./verity verify}. */
@Command(
    name = "verify",
    description = {
      "Proves the trail from its stored rows and ledger: Merkle roots, nothing missing, added or"
          + " doubled. Exit code 1 where anything is off. Safe while the job writes.",
      "Needs a running ./verity up, or AUDIT_CLICKHOUSE_URL, _USER, _PASSWORD (an account that may"
          + " SELECT) and, for https, _CERTIFICATES."
    })
public final class VerifyCommand extends BaseCommand {

  @Spec private CommandSpec command;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantOrDateConverter.class,
      description = "Events from this time on: 2026-07-01 (UTC) or 2026-07-01T12:00:00Z.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = InstantOrDateConverter.class,
      description = "Events before this time.")
  private Instant to;

  /** The lists hold batch ids, or offsets as topic/partition:first-last. */
  record Result(
      long batches,
      long rows,
      @JsonProperty("roots_ok") long rootsOk,
      List<String> tampered,
      List<String> missing,
      List<String> unledgered,
      List<String> gaps,
      List<String> overlaps,
      long duplicates,
      @JsonProperty("repeated_event_ids") long repeatedEventIds,
      long expired,
      long recovered,
      boolean ok) {

    static Result of(VerifyReport report) {
      return new Result(
          report.batches(),
          report.rows(),
          report.rootsOk(),
          report.tampered(),
          report.missing(),
          report.unledgered(),
          report.gaps(),
          report.overlaps(),
          report.duplicates(),
          report.repeatedEventIds(),
          report.expired(),
          report.recovered(),
          report.ok());
    }
  }

  @Override
  public Integer call() {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new ParameterException(
          command.commandLine(), "--from " + from + " is not before --to " + to);
    }
    ServerAccess access = new ServerAccess(work(), environment());
    try (ClickHouseConnection connection = new ClickHouseConnection(access.clickHouse(), 4);
        VerifySteps steps = new VerifySteps(progress())) {
      VerifyReport report =
          new Verifier(connection)
              .verify(
                  VerifyOptions.everything().within(TimeRange.of(from, to)).withProgress(steps));
      print(Result.of(report), VerifyText.of(report));
      return report.ok() ? 0 : 1;
    }
  }
}

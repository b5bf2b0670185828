package io.verity.audit.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.verity.audit.cli.access.ServerAccess;
import io.verity.audit.store.Database;
import io.verity.audit.store.ImportResult;
import io.verity.audit.store.ReferenceImport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./verity import}. */
@Command(
    name = "import",
    sortOptions = false,
    description = {
      "Brings principals and assets, which reports name, up to date from CSV files: new ids are"
          + " added, known ones replaced, absent ones left alone. A bad row is named by its line,"
          + " and nothing is imported then. Imported again, the same files change nothing.",
      "Needs a running ./verity up, or REPORTER_DATABASE_URL, _USER, _PASSWORD (an account with the"
          + " rights of verity_importer)."
    })
public final class ImportCommand extends BaseCommand {

  @Spec private CommandSpec command;

  @Option(
      names = "--principals",
      paramLabel = "FILE",
      description =
          "CSV with a header of id, kind, name, email, department, manager_id, status, hired_at,"
              + " terminated_at, privileged.")
  private Path principals;

  @Option(
      names = "--assets",
      paramLabel = "FILE",
      description = "CSV with a header of id, type, name, system, tags (separated by |), owner_id.")
  private Path assets;

  /** As JSON; a file that was not given is left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(Counts principals, Counts assets, long revision) {

    static Result of(ImportResult result) {
      return new Result(
          Counts.of(result.principals()), Counts.of(result.assets()), result.revision());
    }
  }

  record Counts(long rows, long inserted, long updated, long unchanged) {

    static Counts of(ImportResult.Counts counts) {
      return counts == null
          ? null
          : new Counts(counts.rows(), counts.inserted(), counts.updated(), counts.unchanged());
    }

    String text(String what) {
      return "%-10s  %,d rows: %,d inserted, %,d updated, %,d unchanged%n"
          .formatted(what, rows, inserted, updated, unchanged);
    }
  }

  @Override
  public Integer call() {
    if (principals == null && assets == null) {
      throw new ParameterException(
          command.commandLine(), "nothing to import: name a file with --principals or --assets");
    }
    try (Database database = new Database(new ServerAccess(work(), environment()).importer())) {
      Result result =
          Result.of(
              new ReferenceImport(database)
                  .run(principals, assets, System.getProperty("user.name")));
      print(result, text(result));
      return 0;
    }
  }

  private static String text(Result result) {
    return (result.principals() == null ? "" : result.principals().text("principals"))
        + (result.assets() == null ? "" : result.assets().text("assets"))
        + "revision    "
        + result.revision();
  }
}

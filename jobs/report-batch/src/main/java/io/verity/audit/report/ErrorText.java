package io.verity.audit.report;

import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.report.pack.PackException;
import io.verity.audit.report.publish.FileErrors;
import io.verity.audit.service.ConfigException;
import io.verity.audit.store.AccessEntry;
import io.verity.audit.store.AccessLog;
import io.verity.audit.store.Database;
import io.verity.audit.store.StoreException;
import io.verity.audit.trail.TrailStoreException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a report failed, in one line for a person: Flink wraps a cause many times over. */
final class ErrorText {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorText.class);
  private static final int LIMIT = 500;
  private static final String CLICKHOUSE = "ClickHouse at ";

  private final ReporterConfig config;

  ErrorText(ReporterConfig config) {
    this.config = config;
  }

  String of(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
      chain.add(t);
    }
    for (Throwable t : chain) {
      if (isOurs(t)) {
        return oneLine(ServerAdvice.message(t));
      }
    }
    for (Throwable t : chain) {
      // the connector names the server, and Flink reports the rest in words of its own
      if (t.getMessage() != null && t.getMessage().startsWith(CLICKHOUSE)) {
        return oneLine(t.getMessage());
      }
      if (t instanceof SQLException sql) {
        return oneLine(ServerAdvice.message(StoreException.of(config.database(), sql)));
      }
    }
    for (Throwable t : chain) {
      if (t instanceof IOException io && t.getMessage() != null) {
        return oneLine(FileErrors.reason(io));
      }
    }
    LOG.error("A report failed for a reason that has no words yet", failure);
    String root = chain.get(chain.size() - 1).getMessage();
    return oneLine(
        "the program failed, and its log says where: " + (root == null ? "no reason given" : root));
  }

  /** Logs what failed, and returns why; also where it could not be logged. */
  String logged(Database database, AccessEntry entry, Exception why) {
    String reason = of(why);
    try {
      new AccessLog(database).record(entry);
      return reason;
    } catch (RuntimeException e) {
      return reason + "; and the access log could not be written: " + of(e);
    }
  }

  private static boolean isOurs(Throwable t) {
    return t instanceof ReportException
        || t instanceof PackException
        || t instanceof ConfigException
        || t instanceof TrailStoreException
        || t instanceof StoreException;
  }

  private String oneLine(String text) {
    String line =
        String.valueOf(text)
            .replace("DB::Exception: ", "")
            .replaceAll("[\\s\\p{Cntrl}]+", " ")
            .strip();
    for (String secret :
        List.of(
            config.database().password(),
            config.clickHouse().password(),
            config.objectStore().secretKey())) {
      line = secret.isEmpty() ? line : line.replace(secret, "******");
    }
    return line.length() <= LIMIT ? line : line.substring(0, LIMIT - 1) + "…";
  }
}

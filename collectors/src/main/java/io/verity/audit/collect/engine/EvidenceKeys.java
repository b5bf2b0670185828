package io.verity.audit.collect.engine;

import io.verity.audit.store.Control;
import io.verity.audit.store.EvidenceRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Where evidence lies in the object store: found without the database by whoever has to. */
final class EvidenceKeys {

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private EvidenceKeys() {}

  static String record(Control control, EvidenceRecord record) {
    return folder(control, record) + ".json";
  }

  static String attachment(Control control, EvidenceRecord record, String sha256) {
    return folder(control, record) + "/" + sha256;
  }

  private static String folder(Control control, EvidenceRecord record) {
    return "evidence/%s/%s/%s_%s/%s"
        .formatted(
            safe(control.framework()),
            safe(control.controlId()),
            basic(record.periodStart()),
            basic(record.periodEnd()),
            record.id());
  }

  /** Control ids such as {@code 164.312(a)(1)} have letters that keys don't. */
  private static String safe(String text) {
    return text.replaceAll("[^A-Za-z0-9._=-]", "_").replaceFirst("^[.]", "_");
  }

  private static String basic(Instant time) {
    return BASIC.format(time);
  }
}

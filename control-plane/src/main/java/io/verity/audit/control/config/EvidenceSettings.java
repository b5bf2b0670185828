package io.verity.audit.control.config;

import static io.verity.audit.control.config.ControlOption.*;
import static io.verity.audit.control.config.SharedOption.*;

import io.verity.audit.evidence.object.ObjectStoreSettings;
import io.verity.audit.service.EnvironmentReader;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How evidence is collected and kept.
 *
 * @param objectStore empty: no evidence can be kept
 * @param collectors 0: this replica collects none
 * @param account that collects, as records name it
 * @param sources null where no source is configured
 * @param handlers null where there are no handlers but our own
 */
public record EvidenceSettings(
    ObjectStoreSettings objectStore,
    int collectors,
    int attempts,
    String account,
    Path sources,
    Path handlers,
    int maxBodyBytes) {

  private static final int LARGEST_BODY = 256 << 20;

  static EvidenceSettings read(EnvironmentReader env) {
    return new EvidenceSettings(
        new ObjectStoreSettings(
            env.optional(REPORTER_OBJECT_STORE).orElse(""),
            env.optional(REPORTER_S3_ENDPOINT).orElse(""),
            env.text(REPORTER_S3_REGION),
            env.optional(REPORTER_S3_ACCESS_KEY).orElse(""),
            env.secret(REPORTER_S3_SECRET_KEY, REPORTER_S3_SECRET_KEY_FILE),
            env.optional(REPORTER_S3_ENCRYPTION).orElse(""),
            Duration.ofDays(env.number(REPORTER_RETENTION_DAYS, 1, 36_500))),
        (int) env.number(CONTROL_COLLECTORS, 0, 1_000),
        (int) env.number(CONTROL_COLLECT_ATTEMPTS, 1, 100),
        env.text(CONTROL_COLLECT_AS),
        ControlConfig.optionalPath(env, CONTROL_SOURCES_CONFIG),
        ControlConfig.optionalPath(env, CONTROL_HANDLERS_DIR),
        (int) env.number(CONTROL_EVIDENCE_MAX_BYTES, 1_024, LARGEST_BODY));
  }
}

package io.verity.audit.cli.command;

import java.nio.file.Path;

/** What to type into a second shell, step by step, to get a report from a stack that is up. */
final class CurlSteps {

  private CurlSteps() {}

  /**
   * @param work as it was named, which the second shell names again
   */
  static String text(String api, Path work) {
    String folder = work.equals(Path.of(".verity")) ? "" : " --work '" + work + "'";
    return """
        A report from another shell (of a quarter that has events; ./verity produce sends some):
          TOKEN=$(./verity token --role requester%s)
          curl -s -X POST %s/v1/reports -H "Authorization: Bearer $TOKEN" \\
            -H "Idempotency-Key: first-report" -H "Content-Type: application/json" \\
            -d '{"framework":"soc2","period_start":"2026-07-01","period_end":"2026-10-01",\
        "formats":["pdf","csv","json"]}'
          ID=...   # the "id" of the answer
          curl -s %s/v1/reports/$ID -H "Authorization: Bearer $TOKEN"
          curl -s -o report.pdf "%s/v1/reports/$ID/download?format=pdf" -H "Authorization: Bearer $TOKEN"
        Evidence of a control (the first of the list that this stack can collect):
          COLLECTOR=$(./verity token --role collector%s)
          curl -s "%s/v1/controls?collectable=true" -H "Authorization: Bearer $COLLECTOR"
          CONTROL=...   # an "id" of the answer
          curl -s -X POST %s/v1/controls/$CONTROL/collect -H "Authorization: Bearer $COLLECTOR" \\
            -H "Content-Type: application/json" \\
            -d '{"period_start":"2026-07-01","period_end":"2026-10-01"}'
          curl -s "%s/v1/evidence?control_id=$CONTROL" -H "Authorization: Bearer $COLLECTOR"
        The console takes the token of: ./verity token --role auditor%s
        """
        .formatted(folder, api, api, api, folder, api, api, api, folder);
  }
}

package io.verity.audit.control.events;

import io.verity.audit.control.http.Json;
import io.verity.audit.store.RunEvent;
import io.verity.audit.store.RunHistory.UnderWay;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An event as it is sent.
 *
 * @param seq 0 for progress, which is not kept: whoever comes back asks for what came after the
 *     last event that was
 * @param requestedBy whose run it is, which decides who gets to see it
 * @param data one line of JSON
 */
record StreamEvent(long seq, String requestedBy, String type, String data) {

  private static final String PROGRESS = "report.progress";

  static StreamEvent of(RunEvent event) {
    return new StreamEvent(
        event.seq(), event.requestedBy(), event.type(), Json.text(EventView.of(event)));
  }

  static StreamEvent of(UnderWay run) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", run.runId());
    data.put("status", "PROCESSING");
    data.put("attempt", run.attempt());
    data.put("progress", EventView.progress(run.json()));
    data.put("requested_by", run.requestedBy());
    return new StreamEvent(0, run.requestedBy(), PROGRESS, Json.text(data));
  }

  String text() {
    String id = seq == 0 ? "" : "id: " + seq + "\n";
    return String.format(Locale.ROOT, "%sevent: %s\ndata: %s\n\n", id, type, data);
  }
}

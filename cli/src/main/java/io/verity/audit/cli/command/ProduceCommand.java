package io.verity.audit.cli.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.verity.audit.cli.CliException;
import io.verity.audit.cli.access.ServerAccess;
import io.verity.audit.cli.produce.CoverageWait;
import io.verity.audit.cli.produce.EventSending;
import io.verity.audit.cli.produce.TopicLookup;
import io.verity.audit.service.KafkaAccess;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.time.Duration;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./verity produce}. */
@Command(
    name = "produce",
    description = {
      "Sends files of events to Kafka, each event as one record with its format in the header"
          + " verity-format.",
      "Needs a running ./verity up, or AUDIT_KAFKA_BOOTSTRAP, with AUDIT_KAFKA_CONFIG_FILE"
          + " where it wants TLS (and, for --wait,"
          + " AUDIT_CLICKHOUSE_URL, _USER, _PASSWORD)."
    })
public final class ProduceCommand extends BaseCommand {

  @Mixin private EventArguments events;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "Default: the first of AUDIT_KAFKA_TOPICS, else verity.audit.all.")
  private String topic;

  @Option(
      names = "--wait",
      description = "Returns once the ledger covers every event that was sent.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Gives up waiting after this time; default: never.")
  private Long timeoutSeconds;

  /**
   * @param covered whether the ledger covers all of it; null where nobody looked
   */
  record Result(
      @JsonProperty("events_in") long eventsIn,
      long bytes,
      String topic,
      Boolean covered,
      double seconds) {}

  @Override
  public Integer call() {
    events.requireAny();
    Stopwatch watch = new Stopwatch();
    ServerAccess access = new ServerAccess(work(), environment());
    KafkaAccess kafka = access.kafkaAccess();
    String target = topic == null ? access.topic() : topic;
    ClickHouseAccess trail = wait ? access.clickHouse() : null;
    UUID topicId = TopicLookup.idOf(kafka, target);
    EventSending.Result sent;
    try (EventInputs inputs = events.open(work().resolve("spool"))) {
      sent = EventSending.send(inputs.list(), kafka, target, progress());
    }
    if (wait) {
      progress().line(sent.events() + " events sent to " + target + ", waiting for the ledger");
      await(trail, topicId, sent);
    }
    Result result =
        new Result(
            sent.events(), sent.bytes(), target, wait ? Boolean.TRUE : null, watch.seconds());
    print(
        result,
        "%d events (%d bytes) sent to %s%s, %.1f s"
            .formatted(
                sent.events(),
                sent.bytes(),
                target,
                wait ? ", all covered by the ledger" : "",
                result.seconds()));
    return 0;
  }

  private void await(ClickHouseAccess trail, UUID topicId, EventSending.Result sent) {
    Stopwatch waiting = new Stopwatch();
    try (ClickHouseTrailStore store = new ClickHouseTrailStore(trail, 1)) {
      new CoverageWait(store, topicId, sent.sent().drain())
          .await(
              progress(),
              (covered, total) -> {
                if (timeoutSeconds != null
                    && waiting.elapsed().compareTo(Duration.ofSeconds(timeoutSeconds)) >= 0) {
                  throw new CliException(
                      "gave up waiting after "
                          + timeoutSeconds
                          + " s: the ledger covers "
                          + covered
                          + " of "
                          + total
                          + " events; they stay in the topic, and the job takes them in when it"
                          + " runs");
                }
              });
    }
  }
}

package io.verity.audit.cli.produce;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import io.verity.audit.cli.events.EventInput;
import io.verity.audit.service.KafkaAccess;
import java.io.IOException;
import java.util.List;

/** Sends whole files and waits until Kafka has acknowledged every event of them. */
public final class EventSending {

  private EventSending() {}

  /**
   * @param sent the offsets the events got
   */
  public record Result(long events, long bytes, SentOffsets sent) {}

  public static Result send(
      List<EventInput> inputs, KafkaAccess access, String topic, Progress progress) {
    try (EventProducer producer = new EventProducer(access, topic);
        Progress.Counter counter = progress.count("sending", -1)) {
      long[] events = new long[1];
      for (EventInput input : inputs) {
        try {
          input.forEach(
              event -> {
                producer.send(event, input.format());
                events[0]++;
                counter.at(producer.acknowledged());
              });
        } catch (IOException e) {
          throw new CliException(
              input.name() + ": " + e.getMessage() + " (" + events[0] + " events were sent)", e);
        }
      }
      SentOffsets sent = producer.finish();
      counter.at(sent.count());
      if (sent.count() != events[0]) {
        throw new CliException(
            "Kafka acknowledged " + sent.count() + " events of " + events[0] + " sent to " + topic);
      }
      return new Result(events[0], producer.bytes(), sent);
    }
  }
}

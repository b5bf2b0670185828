package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.AuditEvent;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever the bytes, a decoder fills a valid event or rejects with a reason; and what it says does
 * not depend on the records before.
 */
class DecoderFuzzTest {

  private static final int TRIES = 5_000;
  private static final List<String> SEEDS =
      Stream.of(
              Decoding.sample("scenario/events.jsonl").stream().limit(20),
              Decoding.sample("cloudtrail/records.jsonl").stream().limit(20),
              Stream.of(
                  new VerityRecord().with("x", "[1,\"é\"]").with("details", "\"a\\n\"").toString(),
                  new VerityRecord().with("details", "{\"_extra\":{}}").with("y", "1").toString()))
          .flatMap(seeds -> seeds)
          .toList();

  private final RecordDecoder used =
      new RecordDecoder(InputFormats.load(), "verity", Decoding.LIMITS);

  private void check(byte[] record) {
    for (String format : List.of("verity", "cloudtrail")) {
      String outcome = outcome(used, format, record);
      assertThat(outcome(Decoding.decoder(format), format, record)).isEqualTo(outcome);
    }
  }

  private static String outcome(RecordDecoder decoder, String format, byte[] record) {
    AuditEvent event = new AuditEvent();
    byte[] before = record.clone();
    try {
      decoder.decode(format.getBytes(UTF_8), record, event);
      ValidEvent.check(event);
      return event.eventId() + " " + event.timestampMillis() + " " + event.details();
    } catch (RejectedException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(700);
      assertThat(e.getMessage()).doesNotContain("internal error");
      assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl);
      return e.getMessage();
    } finally {
      assertThat(record).isEqualTo(before);
    }
  }

  @Property(tries = TRIES)
  void randomBytes(@ForAll byte[] record) {
    check(record);
  }

  @Property(tries = TRIES)
  void damagedRecords(@ForAll("seeds") String seed, @ForAll Random random) {
    byte[] record = seed.getBytes(UTF_8);
    for (int damage = random.nextInt(3); damage >= 0 && record.length > 0; damage--) {
      record = damaged(record, random);
    }
    check(record);
  }

  private static byte[] damaged(byte[] record, Random random) {
    int at = random.nextInt(record.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(record, 0, at);
    switch (random.nextInt(5)) {
      case 0 -> out.write(record[at] ^ 1 << random.nextInt(8));
      case 1 -> {
        return out.toByteArray();
      }
      case 2 -> {
        out.write("{}[]\",:\\ \n0-eu\u0000\u00ff".charAt(random.nextInt(16)));
        out.write(record[at]);
      }
      case 3 -> out.write(record, 0, random.nextInt(record.length));
      default -> {}
    }
    out.write(record, at + 1, record.length - at - 1);
    return out.toByteArray();
  }

  @Property(tries = TRIES)
  void randomFields(
      @ForAll("fieldNames") String first,
      @ForAll("values") String firstValue,
      @ForAll("fieldNames") String second,
      @ForAll("values") String secondValue) {
    check(
        new VerityRecord()
            .with(first, firstValue)
            .with(second, secondValue)
            .toString()
            .getBytes(UTF_8));
    String cloudTrail = SEEDS.get(20).substring(1);
    check(("{\"" + first + "\":" + firstValue + "," + cloudTrail).getBytes(UTF_8));
  }

  @Provide
  Arbitrary<String> seeds() {
    return Arbitraries.of(SEEDS);
  }

  @Provide
  Arbitrary<String> fieldNames() {
    return Arbitraries.of(
        "event_id",
        "event_type",
        "actor_type",
        "resource_type",
        "timestamp",
        "details",
        "_extra",
        "x",
        "é",
        "a\\u0062",
        "userIdentity",
        "resources",
        "readOnly",
        "Records",
        "eventName");
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> scalars =
        Arbitraries.of(
            "null",
            "true",
            "0",
            "-1.5e300",
            "\"\"",
            "\"\\ud800\"",
            "\"é\\n\"",
            "\"{}\"",
            "{}",
            "[]",
            "\"2026-09-16T20:41:47.213Z\"",
            "\"228dbace-4376-43c5-bee0-751b44f60c04\"",
            "\"USER\"");
    return Arbitraries.recursive(() -> scalars, DecoderFuzzTest::nested, 0, 3);
  }

  private static Arbitrary<String> nested(Arbitrary<String> values) {
    return Combinators.combine(
            Arbitraries.of("type", "arn", "ARN", "_extra", "k"), values, Arbitraries.of(0, 1, 2))
        .as(
            (name, value, form) ->
                switch (form) {
                  case 0 -> "{ \"" + name + "\" : " + value + " }";
                  case 1 -> "[" + value + ", {\"" + name + "\":" + value + "}]";
                  default -> value;
                });
  }
}

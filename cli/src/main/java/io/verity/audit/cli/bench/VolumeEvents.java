package io.verity.audit.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.verity.audit.cli.bench.TrailCompany.Asset;
import io.verity.audit.cli.bench.TrailCompany.Person;
import io.verity.audit.trail.AuditEvent;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The bulk of a trail: logins and accesses to data, written as bytes with nothing allocated an
 * event. What repeats is made once, in {@link Texts}, for all threads.
 */
final class VolumeEvents {

  /** Parts of 1 000. */
  private static final int LOGINS = 400;

  private static final int FAILED_LOGINS = LOGINS + 60;
  private static final int READS = FAILED_LOGINS + 450;

  private static final int WITH_SUBJECT = 600;
  private static final int DENIED = 20;
  private static final int AWAY = 5;

  private static final byte[] LOGIN_SUCCEEDED = bytes("LOGIN_SUCCEEDED");
  private static final byte[] LOGIN_FAILED = bytes("LOGIN_FAILED");
  private static final byte[] DATA_READ = bytes("DATA_READ");
  private static final byte[] DATA_EXPORTED = bytes("DATA_EXPORTED");
  private static final byte[] SESSION = bytes("SESSION");
  private static final byte[] LOGIN = bytes("LOGIN");
  private static final byte[] READ = bytes("READ");
  private static final byte[] EXPORT = bytes("EXPORT");
  private static final byte[] ORIGIN_FIRST = bytes("{\"origin\":\"");
  private static final byte[] MFA = bytes("\",\"mfa\":true}");
  private static final byte[] QUOTE_END = bytes("\"}");
  private static final byte[] PURPOSE = bytes("{\"purpose\":\"");
  private static final byte[] ORIGIN = bytes("\",\"origin\":\"");
  private static final byte[] OUTCOME_ALLOWED = bytes("\",\"outcome\":\"ALLOWED");
  private static final byte[] OUTCOME_DENIED = bytes("\",\"outcome\":\"DENIED");
  private static final byte[] SUBJECT = bytes("\",\"subject_id\":\"");
  private static final byte[] RECIPIENT = bytes("\",\"recipient\":\"");
  private static final byte[] ELSEWHERE = bytes("203.0.113.77");
  private static final byte[][] PURPOSES =
      all("TREATMENT", "PAYMENT", "OPERATIONS", "MARKETING", "RESEARCH", "LEGAL");
  private static final byte[][] RECIPIENTS =
      all("Acme Labs", "Court", "Müller & Söhne", "Tax office", "株式会社データ");

  /** The company as bytes. */
  static final class Texts {
    private final List<Person> people;
    private final List<Asset> assets;
    private final byte[][] types;
    private final byte[][] origins;
    private final byte[][] assetTypes;
    private final byte[][] subjects;

    Texts(TrailCompany company) {
      people = company.people();
      assets = company.assets();
      types = people.stream().map(p -> bytes(p.type())).toArray(byte[][]::new);
      origins = people.stream().map(p -> bytes(p.origin())).toArray(byte[][]::new);
      assetTypes = assets.stream().map(a -> bytes(a.type())).toArray(byte[][]::new);
      subjects = company.subjects().stream().map(s -> bytes(s.toString())).toArray(byte[][]::new);
    }
  }

  private final Texts texts;
  private final SplittableRandom random;
  private final byte[] details = new byte[1024];
  private int length;

  VolumeEvents(Texts texts, long seed) {
    this.texts = texts;
    this.random = new SplittableRandom(seed);
  }

  /** The next event; the slices are valid until the one after. */
  void fill(AuditEvent event, long at) {
    int who = whoIsThereAt(at);
    Person person = texts.people.get(who);
    event.eventId(TrailCompany.high(random), TrailCompany.low(random));
    event.actorId(person.id());
    event.actorType().set(texts.types[who]);
    event.timestampMillis(at);
    length = 0;
    int kind = random.nextInt(1_000);
    if (kind < FAILED_LOGINS) {
      fillLogin(event, person, kind < LOGINS);
    } else {
      fillAccess(event, person, kind < READS);
    }
    event.details().set(details, 0, length);
  }

  /** One in ten leavers goes on after the last day. */
  private int whoIsThereAt(long at) {
    int who = random.nextInt(texts.people.size());
    Person person = texts.people.get(who);
    boolean gone = person.terminatedAt() != null && person.terminatedAt() <= at;
    return gone && person.id().getLeastSignificantBits() % 10 != 0
        ? (who + 1) % texts.people.size()
        : who;
  }

  private void fillLogin(AuditEvent event, Person person, boolean succeeded) {
    event.eventType().set(succeeded ? LOGIN_SUCCEEDED : LOGIN_FAILED);
    event.resourceType().set(SESSION);
    event.resourceId(person.id());
    event.action().set(LOGIN);
    put(ORIGIN_FIRST);
    putOrigin(person);
    put(succeeded ? MFA : QUOTE_END);
  }

  private void fillAccess(AuditEvent event, Person person, boolean read) {
    int which = random.nextInt(texts.assets.size());
    event.eventType().set(read ? DATA_READ : DATA_EXPORTED);
    event.resourceType().set(texts.assetTypes[which]);
    event.resourceId(texts.assets.get(which).id());
    event.action().set(read ? READ : EXPORT);
    put(PURPOSE);
    put(PURPOSES[random.nextInt(PURPOSES.length)]);
    put(ORIGIN);
    putOrigin(person);
    put(random.nextInt(1_000) < DENIED ? OUTCOME_DENIED : OUTCOME_ALLOWED);
    if (random.nextInt(1_000) < WITH_SUBJECT) {
      put(SUBJECT);
      put(texts.subjects[random.nextInt(texts.subjects.length)]);
    }
    if (!read) {
      put(RECIPIENT);
      put(RECIPIENTS[random.nextInt(RECIPIENTS.length)]);
    }
    put(QUOTE_END);
  }

  private void putOrigin(Person person) {
    boolean away = person.travels() && random.nextInt(1_000) < AWAY;
    put(away ? ELSEWHERE : texts.origins[person.number()]);
  }

  private void put(byte[] text) {
    System.arraycopy(text, 0, details, length, text.length);
    length += text.length;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[][] all(String... texts) {
    byte[][] all = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      all[i] = bytes(texts[i]);
    }
    return all;
  }
}

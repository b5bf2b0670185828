package io.verity.audit.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Who acts in the trail of {@link ReportTrail}, on what, and about whom: the same for the same
 * seed.
 *
 * @param subjects data subjects
 */
record TrailCompany(List<Person> people, List<Asset> assets, List<UUID> subjects) {

  static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
  static final Instant END = Instant.parse("2026-10-01T00:00:00Z");

  private static final int PEOPLE = 5_000;
  private static final int SERVICE_ONE_IN = 25;
  private static final int PRIVILEGED_ONE_IN = 50;
  private static final int LEAVER_ONE_IN = 83;
  private static final int TRAVELLER_ONE_IN = 60;
  private static final int ASSETS = 1_000;
  private static final int SUBJECTS = 20_000;
  private static final long DAY = 86_400_000;
  private static final String[] FIRST = {"Ada", "Олена", "Zoë", "Mei", "Omar", "Ingrid", "José"};
  private static final String[] LAST = {"Byrne", "Коваль", "Ångström", "Li", "Haddad", "Müller"};
  private static final String[] DEPARTMENTS = {"Finance", "Support", "Operations", "Research"};
  private static final String[] TYPES = {"DATASET", "DATABASE", "BUCKET", "APPLICATION"};
  private static final String[] TAGS = {"CHD", "CONFIDENTIAL", "FINANCIAL", "PHI", "PII"};

  /**
   * @param terminatedAt null for who stays
   * @param travels whether logins come from more than one origin
   */
  record Person(
      UUID id,
      int number,
      boolean service,
      boolean privileged,
      long hiredAt,
      Long terminatedAt,
      boolean travels) {

    String type() {
      return service ? "SERVICE" : "USER";
    }

    String origin() {
      return "10." + number % 4 + "." + number / 250 + "." + number % 250;
    }
  }

  record Asset(UUID id, String type, Set<String> tags) {}

  static TrailCompany of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      boolean leaves = i % LEAVER_ONE_IN == 1;
      people.add(
          new Person(
              uuid(random),
              i,
              i % SERVICE_ONE_IN == 0,
              i % PRIVILEGED_ONE_IN == 7,
              START.toEpochMilli() - (30 + random.nextInt(1500)) * DAY,
              leaves ? START.toEpochMilli() + random.nextInt(85) * DAY : null,
              i % TRAVELLER_ONE_IN == 3));
    }
    List<Asset> assets = new ArrayList<>();
    for (int i = 0; i < ASSETS; i++) {
      Set<String> tags = new TreeSet<>();
      for (int tag = random.nextInt(3); tag > 0; tag--) {
        tags.add(TAGS[random.nextInt(TAGS.length)]);
      }
      assets.add(new Asset(uuid(random), TYPES[i % TYPES.length], tags));
    }
    List<UUID> subjects = new ArrayList<>();
    for (int i = 0; i < SUBJECTS; i++) {
      subjects.add(uuid(random));
    }
    return new TrailCompany(people, assets, subjects);
  }

  /** Writes principals.csv and assets.csv, as {@code ./verity import} reads them. */
  void write(Path folder) throws IOException {
    StringBuilder lines =
        new StringBuilder(
            "id,kind,name,email,department,manager_id,status,hired_at,terminated_at,privileged\n");
    for (Person person : people) {
      int n = person.number();
      String name =
          person.service()
              ? "svc-" + n
              : FIRST[n % FIRST.length] + ' ' + LAST[n % LAST.length] + ' ' + n;
      boolean leaves = person.terminatedAt() != null;
      lines
          .append(person.id() + "," + person.type() + "," + name + ",")
          .append(person.service() ? "" : "p" + n + "@example.org")
          .append("," + DEPARTMENTS[n % DEPARTMENTS.length] + ",")
          .append(person.service() ? "" : people.get(n / 10).id())
          .append(leaves ? ",TERMINATED," : ",ACTIVE,")
          .append(Instant.ofEpochMilli(person.hiredAt()) + ",")
          .append(leaves ? Instant.ofEpochMilli(person.terminatedAt()) : "")
          .append("," + person.privileged() + "\n");
    }
    Files.writeString(folder.resolve("principals.csv"), lines);

    lines = new StringBuilder("id,type,name,system,tags,owner_id\n");
    for (int i = 0; i < assets.size(); i++) {
      Asset asset = assets.get(i);
      lines
          .append(asset.id() + "," + asset.type() + ",asset-" + i + ",ledger,")
          .append(String.join("|", asset.tags()) + "," + people.get(i).id() + "\n");
    }
    Files.writeString(folder.resolve("assets.csv"), lines);
  }

  /** A random UUID of version 4. */
  static UUID uuid(SplittableRandom random) {
    return new UUID(high(random), low(random));
  }

  static long high(SplittableRandom random) {
    return random.nextLong() & ~0xF000L | 0x4000L;
  }

  static long low(SplittableRandom random) {
    return random.nextLong() >>> 2 | 1L << 63;
  }
}

package io.verity.audit.report.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds frameworks and loads them. A framework is a folder with a {@code pack.yaml}: those of
 * {@code sql/frameworks}, and those of a folder of the user's own. No Java knows any of them by
 * name.
 */
public final class PackLoader {

  private static final String FRAMEWORKS = "frameworks/";
  private static final String COMMON = "common";
  private static final String PACK = "/pack.yaml";

  private final SqlFiles bundled;
  private final PackReader reader;

  /** Framework to the files it is in. */
  private final SortedMap<String, Place> places = new TreeMap<>();

  private record Place(SqlFiles files, String folder) {}

  private PackLoader(SqlFiles bundled) {
    this.bundled = bundled;
    this.reader = new PackReader(bundled.get(FRAMEWORKS + "pack.schema.json"));
    find(bundled, FRAMEWORKS);
  }

  /** The frameworks that come with the program. */
  public static PackLoader bundled() {
    return new PackLoader(SqlFiles.bundled());
  }

  /**
   * Those, and the ones in this folder.
   *
   * @throws PackException where a framework of the folder has the name of one that is there already
   */
  public static PackLoader from(Path folder) {
    PackLoader loader = bundled();
    loader.find(SqlFiles.in(folder), "");
    return loader;
  }

  private void find(SqlFiles files, String folder) {
    for (String name : files.below(folder).keySet()) {
      String rest = name.substring(folder.length());
      if (!rest.endsWith(PACK) || rest.indexOf('/') != rest.length() - PACK.length()) {
        continue;
      }
      String framework = rest.substring(0, rest.length() - PACK.length());
      if (places.putIfAbsent(framework, new Place(files, folder + framework)) != null) {
        throw new PackException(
            files.path(name)
                + ": a framework "
                + framework
                + " exists already; rename the folder.");
      }
    }
  }

  /** The names that {@link #load} knows. */
  public SortedSet<String> frameworks() {
    SortedSet<String> names = new TreeSet<>(places.keySet());
    names.remove(COMMON);
    return Collections.unmodifiableSortedSet(names);
  }

  /** The tables and views that the statements of a pack read. */
  public FlinkSql flinkSql() {
    return FlinkSql.of(bundled.below("flink/"));
  }

  /** What the trail and the directory could not tell: three numbers, asked for in every report. */
  public String completeness() {
    return bundled.get("flink/completeness.sql");
  }

  /**
   * @throws PackException naming the file and what is wrong in it, or the frameworks there are
   */
  public Pack load(String framework) {
    if (!frameworks().contains(framework)) {
      throw new PackException(
          "There is no framework "
              + framework
              + "; there are "
              + String.join(", ", frameworks())
              + ".");
    }
    PackFile common = read(COMMON);
    PackFile own = read(framework);
    Pack pack = new PackMerge(common, own, this::sql, sha256(framework)).merge();
    Place place = places.get(framework);
    new PackChecks(pack, own, place.files.path(place.folder + PACK)).check();
    return pack;
  }

  private PackFile read(String framework) {
    Place place = places.get(framework);
    String name = place.folder + PACK;
    String path = place.files.path(name);
    PackFile file = reader.read(path, place.files.get(name));
    if (!file.framework().equals(framework)) {
      throw new PackException(
          path + ": framework is " + file.framework() + ", but the folder is " + framework + ".");
    }
    return file;
  }

  /** The text of {@code framework/path}. */
  private String sql(String query) {
    int slash = query.indexOf('/');
    Place place = places.get(query.substring(0, slash));
    return place.files.get(place.folder + query.substring(slash));
  }

  private String sha256(String framework) {
    SortedMap<String, String> texts = new TreeMap<>(bundled.below("flink/"));
    for (String part : new String[] {COMMON, framework}) {
      Place place = places.get(part);
      place
          .files
          .below(place.folder + "/")
          .forEach(
              (name, text) ->
                  texts.put(FRAMEWORKS + part + name.substring(place.folder.length()), text));
    }
    MessageDigest digest = digest();
    texts.forEach(
        (name, text) -> {
          digest.update(name.getBytes(UTF_8));
          digest.update((byte) 0);
          digest.update(digest().digest(text.getBytes(UTF_8)));
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}

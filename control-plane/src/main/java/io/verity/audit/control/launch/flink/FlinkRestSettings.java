package io.verity.audit.control.launch.flink;

import io.verity.audit.control.tls.PemIdentity;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A session cluster and what runs on it.
 *
 * @param urls of the cluster's REST; several where there are several JobManagers, any of which
 *     passes a call on to the one that leads
 * @param jar the report job's own, with everything in it that Flink's distribution has not
 * @param entryClass its main class
 * @param authorizationFile holds the value of an Authorization header ("Bearer ..." or "Basic
 *     ..."), read again for every call; null: none is sent
 * @param certificates PEM file of the authorities to trust instead of Java's own; may be null
 * @param identity to show to a REST that asks who calls; null for none
 * @throws IllegalArgumentException says what to mend
 */
public record FlinkRestSettings(
    List<URI> urls,
    Path jar,
    String entryClass,
    Path authorizationFile,
    Path certificates,
    PemIdentity identity,
    FlinkTimeouts timeouts) {

  /** The report job's main class. */
  public static final String REPORT_JOB = "io.verity.audit.report.ReportJob";

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  public FlinkRestSettings {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("no URL of a Flink cluster's REST is given");
    }
    for (URI url : urls) {
      check(url);
      if (identity != null && !"https".equals(url.getScheme())) {
        throw new IllegalArgumentException(
            url + " has no use for a client's certificate: use https, or give none");
      }
      if (authorizationFile != null && inTheClear(url)) {
        throw new IllegalArgumentException(
            url
                + " would carry the credentials of "
                + authorizationFile
                + " in the clear: use https");
      }
    }
    readable(jar, "the report job's jar");
    if (authorizationFile != null) {
      readable(authorizationFile, "the file with the Authorization header");
    }
    if (certificates != null) {
      readable(certificates, "the file with certificates to trust");
    }
    if (entryClass.isBlank()) {
      throw new IllegalArgumentException("the report job's main class is not given");
    }
  }

  /** The report job on a cluster that asks for no credentials. */
  public static FlinkRestSettings of(List<URI> urls, Path jar) {
    return new FlinkRestSettings(urls, jar, REPORT_JOB, null, null, null, FlinkTimeouts.DEFAULT);
  }

  private static void check(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getRawUserInfo() != null) {
      // without the text of it, which may hold a password
      throw new IllegalArgumentException(
          "a URL of a Flink cluster's REST is not http(s)://host:port[/path] without credentials");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "a URL of a Flink cluster's REST ends at its path, without ? and #");
    }
  }

  private static boolean inTheClear(URI url) {
    return "http".equals(url.getScheme()) && !LOOPBACK.contains(url.getHost());
  }

  private static void readable(Path file, String what) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException(what + " can't be read: " + file);
    }
  }
}

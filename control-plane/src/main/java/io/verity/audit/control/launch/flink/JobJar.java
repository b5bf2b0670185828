package io.verity.audit.control.launch.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.launch.LaunchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job's jar among those a JobManager keeps. Its name there holds its hash, so that it is found
 * again by whoever has the same file, and sent again only where the JobManager has forgotten it.
 */
final class JobJar {

  private static final Logger LOG = LoggerFactory.getLogger(JobJar.class);
  private static final Pattern OURS = Pattern.compile("verity-report-[0-9a-f]{16}\\.jar");
  private static final Pattern ID = Pattern.compile("[\\w.-]+");

  /** A driver may be running from it, and another replica may be about to. */
  private static final Duration SPARED = Duration.ofHours(1);

  /** A jar on a JobManager. */
  record Uploaded(URI on, String id) {}

  private record Listed(String id, String name, long uploaded) {}

  private final FlinkHttp http;
  private final Path file;
  private final FlinkTimeouts timeouts;
  private final String name;

  JobJar(FlinkHttp http, FlinkRestSettings settings) {
    this.http = http;
    this.file = settings.jar();
    this.timeouts = settings.timeouts();
    this.name = "verity-report-" + sha256(file).substring(0, 16) + ".jar";
  }

  /** Where it is; only one thread of a process sends it. */
  synchronized Uploaded find() throws LaunchException, InterruptedException {
    FlinkAnswer jars = list();
    for (Listed jar : listed(jars)) {
      if (jar.name().equals(name)) {
        return new Uploaded(jars.from(), jar.id());
      }
    }
    return upload(jars.from());
  }

  /** Removes what other versions, and replicas that sent it at the same moment, have left. */
  void removeOthers() throws LaunchException, InterruptedException {
    FlinkAnswer jars = list();
    String kept = null;
    for (Listed jar : listed(jars)) {
      boolean same = jar.name().equals(name);
      if (same && kept == null) {
        kept = jar.id();
      } else if (OURS.matcher(jar.name()).matches()
          && jar.uploaded() < System.currentTimeMillis() - SPARED.toMillis()) {
        LOG.info("Removing {} from Flink at {}", jar.id(), jars.from());
        http.delete(jars.from(), "/jars/" + jar.id());
      }
    }
  }

  private FlinkAnswer list() throws LaunchException, InterruptedException {
    FlinkAnswer jars = http.get("/jars");
    if (!jars.isSuccess() || !jars.body().path("files").isArray()) {
      String what = "Flink at " + jars.from() + " does not list its jars: " + jars.reason();
      throw jars.isNotFound()
          ? LaunchException.lasting(what + "; is web.submit.enable off?", null)
          : LaunchException.passing(what, null);
    }
    return jars;
  }

  /** In an order that is the same for everybody, so that all use the same of several. */
  private static List<Listed> listed(FlinkAnswer jars) {
    List<Listed> all = new ArrayList<>();
    for (JsonNode jar : jars.body().path("files")) {
      String id = jar.path("id").asText();
      // part of a path later on
      if (ID.matcher(id).matches()) {
        all.add(new Listed(id, jar.path("name").asText(), jar.path("uploaded").asLong()));
      }
    }
    all.sort(Comparator.comparing(Listed::id));
    return all;
  }

  private Uploaded upload(URI base) throws LaunchException, InterruptedException {
    LOG.info("Sending {} to Flink at {} as {}", file, base, name);
    String boundary = "verity-" + UUID.randomUUID();
    FlinkAnswer answer =
        http.post(
            base,
            "/jars/upload",
            "multipart/form-data; boundary=" + boundary,
            form(boundary),
            timeouts.upload());
    String path = answer.body().path("filename").asText("");
    if (!answer.isSuccess() || path.isEmpty()) {
      String what = "Flink at " + base + " does not take the jar " + file + ": " + answer.reason();
      throw answer.status() == 413
          ? LaunchException.lasting(what + "; raise its rest.server.max-content-length", null)
          : LaunchException.passing(what, null);
    }
    return new Uploaded(base, path.substring(path.lastIndexOf('/') + 1));
  }

  private BodyPublisher form(String boundary) throws LaunchException {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
            + "Content-Type: application/java-archive\r\n\r\n";
    try {
      return BodyPublishers.concat(
          BodyPublishers.ofString(head.formatted(boundary, name)),
          BodyPublishers.ofFile(file),
          BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    } catch (IOException e) {
      throw LaunchException.lasting("the report job's jar can't be read: " + file, e);
    }
  }

  private static String sha256(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new IllegalArgumentException("the report job's jar can't be read: " + file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

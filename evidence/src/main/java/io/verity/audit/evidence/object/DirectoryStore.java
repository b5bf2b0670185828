package io.verity.audit.evidence.object;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder as an object store: for a local stack. It overwrites nothing and deletes nothing, and
 * its files are read-only. <b>It is not WORM</b>: whoever owns the folder can delete or replace
 * what is in it, which verification then says.
 *
 * <p>The version id is the hash of the bytes. The first version of a key lies where the key says, a
 * later one with other bytes beside it, with its hash in its name; what is known of a version
 * stands in a hidden file beside it.
 */
public final class DirectoryStore implements ObjectStore {

  private static final String VERSION = "sha256-";
  private static final int HEX = 64;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path root;
  private final Duration retention;

  public DirectoryStore(Path root, Duration retention) {
    this.root = root.toAbsolutePath().normalize();
    this.retention = retention;
  }

  @Override
  public StoredObject put(
      String key, byte[] content, String contentType, Map<String, String> metadata) {
    return put(key, () -> new ByteArrayInputStream(content), contentType, metadata);
  }

  @Override
  public StoredObject put(String key, Path file, String contentType, Map<String, String> metadata) {
    return put(key, () -> Files.newInputStream(file), contentType, metadata);
  }

  private interface Source {
    InputStream open() throws IOException;
  }

  private StoredObject put(
      String key, Source source, String contentType, Map<String, String> metadata) {
    Path place = root.resolve(ObjectKeys.check(key));
    try {
      Files.createDirectories(place.getParent());
      Path temporary = place.resolveSibling("." + UUID.randomUUID() + ".tmp");
      try {
        String sha256 = write(source, temporary);
        String version = VERSION + sha256;
        Path mine = claim(place, temporary, sha256);
        describe(mine, sha256, contentType, metadata);
        return find(key, version)
            .filter(stored -> sha256(key, version).filter(sha256::equals).isPresent())
            .orElseThrow(
                () ->
                    new ObjectStoreException(
                        mine + " does not hold what was written into it", true, null));
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw failed("can't keep " + key, e);
    }
  }

  private static String write(Source source, Path temporary) throws IOException {
    DigestInputStream in = new DigestInputStream(source.open(), Digests.sha256());
    try (in;
        OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW)) {
      in.transferTo(out);
    }
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("r--r-----"));
    return HexFormat.of().formatHex(in.getMessageDigest().digest());
  }

  /** Gives the bytes the first name that is free or already has them. */
  private static Path claim(Path place, Path temporary, String sha256) throws IOException {
    for (Path candidate : new Path[] {place, versioned(place, sha256)}) {
      try {
        // a link, as a move would replace what is there
        Files.createLink(candidate, temporary);
        return candidate;
      } catch (FileAlreadyExistsException e) {
        if (sha256.equals(hash(candidate))) {
          return candidate;
        }
      }
    }
    throw new ObjectStoreException(
        versioned(place, sha256) + " holds other bytes than its name says: it was tampered with",
        false,
        null);
  }

  private static Path versioned(Path place, String sha256) {
    return place.resolveSibling(place.getFileName() + "." + sha256);
  }

  private void describe(Path file, String sha256, String contentType, Map<String, String> metadata)
      throws IOException {
    Path sidecar = sidecar(file);
    if (Files.exists(sidecar)) {
      return;
    }
    ObjectNode json = JSON.createObjectNode();
    json.put("sha256", sha256);
    json.put("content_type", contentType);
    json.put("retain_until", Instant.now().plus(retention).toString());
    json.putPOJO("metadata", new HashMap<>(metadata));
    json.put("held", false);
    writeSidecar(sidecar, json);
  }

  private static void writeSidecar(Path sidecar, ObjectNode json) throws IOException {
    Path temporary = sidecar.resolveSibling("." + UUID.randomUUID() + ".tmp");
    Files.write(temporary, JSON.writeValueAsBytes(json));
    try {
      Files.move(temporary, sidecar, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  private static Path sidecar(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".json");
  }

  /** The file of a version, whatever it holds now; empty where there is none. */
  private Optional<Path> file(String key, String versionId) {
    Path place = root.resolve(ObjectKeys.check(key));
    String sha256 = versionId.startsWith(VERSION) ? versionId.substring(VERSION.length()) : "";
    if (sha256.length() != HEX) {
      return Optional.empty();
    }
    for (Path candidate : new Path[] {versioned(place, sha256), place}) {
      if (Files.isRegularFile(candidate, LinkOption.NOFOLLOW_LINKS)
          && (!candidate.equals(place) || isFirst(place, sha256))) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** What was tampered with is still that version: its sidecar says which one it was. */
  private static boolean isFirst(Path place, String sha256) {
    try {
      return sha256.equals(JSON.readTree(sidecar(place).toFile()).path("sha256").asText());
    } catch (IOException e) {
      return sha256.equals(hash(place));
    }
  }

  private Path existing(String key, String versionId) {
    return file(key, versionId)
        .orElseThrow(
            () ->
                new ObjectStoreException(
                    "the object store has no " + key + " of version " + versionId, false, null));
  }

  @Override
  public InputStream open(String key, String versionId) throws IOException {
    return Files.newInputStream(existing(key, versionId));
  }

  @Override
  public InputStream open(String key, String versionId, long offset, long length)
      throws IOException {
    InputStream in = open(key, versionId);
    try {
      in.skipNBytes(offset);
      return new BoundedInput(in, length);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public Optional<StoredObject> find(String key, String versionId) {
    return file(key, versionId).map(file -> read(key, versionId, file));
  }

  private StoredObject read(String key, String versionId, Path file) {
    try {
      var json = JSON.readTree(sidecar(file).toFile());
      Map<String, String> metadata = new HashMap<>();
      json.path("metadata")
          .properties()
          .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      return new StoredObject(
          key,
          versionId,
          versionId.substring(VERSION.length()),
          Files.size(file),
          Instant.parse(json.path("retain_until").asText()),
          json.path("held").asBoolean(),
          metadata);
    } catch (IOException e) {
      throw failed("can't tell of " + key, e);
    }
  }

  @Override
  public Optional<String> sha256(String key, String versionId) {
    return file(key, versionId).map(DirectoryStore::hash);
  }

  private static String hash(Path file) {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), Digests.sha256())) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<URI> link(String key, String versionId, Duration lifetime) {
    return Optional.empty();
  }

  @Override
  public synchronized void hold(String key, String versionId, boolean held) {
    Path sidecar = sidecar(existing(key, versionId));
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(sidecar.toFile());
      writeSidecar(sidecar, json.put("held", held));
    } catch (IOException e) {
      throw failed("can't hold " + key, e);
    }
  }

  @Override
  public boolean isHeld(String key, String versionId) {
    return find(key, versionId).map(StoredObject::held).orElse(false);
  }

  @Override
  public String location(String key, String versionId) {
    return file(key, versionId).orElse(root.resolve(key)).toString();
  }

  @Override
  public boolean isWorm() {
    return false;
  }

  @Override
  public void check() {
    try {
      Files.createDirectories(root);
      Files.deleteIfExists(Files.createTempFile(root, ".check", ""));
    } catch (IOException e) {
      throw failed("can't be used", e);
    }
  }

  private ObjectStoreException failed(String what, IOException e) {
    boolean refused = e instanceof AccessDeniedException;
    String why = refused ? "this account may not write " + e.getMessage() : reason(e);
    return new ObjectStoreException(
        "the object store in " + root + " " + what + ": " + why, !refused, e);
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return e.getClass() == IOException.class ? e.getMessage() : e.toString();
  }

  @Override
  public void close() {}
}

package io.verity.audit.collect.engine;

import io.verity.audit.evidence.json.CanonicalJson;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStoreException;
import io.verity.audit.evidence.object.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A folder that several processes share; away while a file says so. */
final class TestStore implements ObjectStore {

  private final Path folder;

  TestStore(Path folder) {
    this.folder = folder;
  }

  Path away() {
    return folder.resolve("away");
  }

  @Override
  public StoredObject put(String key, Path file, String contentType, Map<String, String> metadata) {
    try {
      return put(key, Files.readAllBytes(file), contentType, metadata);
    } catch (IOException e) {
      throw new ObjectStoreException(file + " can't be read", false, e);
    }
  }

  @Override
  public StoredObject put(
      String key, byte[] content, String contentType, Map<String, String> metadata) {
    if (Files.exists(away())) {
      throw new ObjectStoreException("The object store is away.", true, null);
    }
    String version = UUID.randomUUID().toString();
    try {
      Path file = file(key, version);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new ObjectStoreException("The object store is full.", true, e);
    }
    String sha256 = CanonicalJson.sha256(content);
    return new StoredObject(key, version, sha256, content.length, null, false, metadata);
  }

  private Path file(String key, String version) {
    return folder.resolve(key).resolve(version);
  }

  @Override
  public InputStream open(String key, String versionId) throws IOException {
    return Files.newInputStream(file(key, versionId));
  }

  @Override
  public InputStream open(String key, String versionId, long offset, long length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<StoredObject> find(String key, String versionId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> sha256(String key, String versionId) {
    Path file = file(key, versionId);
    try {
      return Files.exists(file)
          ? Optional.of(CanonicalJson.sha256(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new ObjectStoreException(file + " can't be read", true, e);
    }
  }

  @Override
  public Optional<URI> link(String key, String versionId, Duration lifetime) {
    return Optional.empty();
  }

  @Override
  public void hold(String key, String versionId, boolean held) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isHeld(String key, String versionId) {
    return false;
  }

  @Override
  public String location(String key, String versionId) {
    return file(key, versionId).toString();
  }

  @Override
  public boolean isWorm() {
    return false;
  }

  @Override
  public void check() {}

  @Override
  public void close() {}
}

package io.verity.audit.evidence.object;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where evidence and reports are kept for as long as the law wants. What was put there can neither
 * be overwritten nor deleted before its retention ends, and is read by version: what an address
 * gives later is what was put, or an error.
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * Stores an object, reads it back by its version and compares: when this returns, it is there.
   * Putting the same bytes under the same key again gives a version with these bytes, which may be
   * the one that was there.
   *
   * @param key parts separated by {@code /}; letters, digits and {@code . _ - =}
   * @param metadata ASCII, kept with the object; part of what is locked
   * @throws ObjectStoreException saying what is wrong and whether it may pass
   */
  StoredObject put(String key, Path file, String contentType, Map<String, String> metadata);

  /** As {@link #put(String, Path, String, Map)}, for what is at hand. */
  StoredObject put(String key, byte[] content, String contentType, Map<String, String> metadata);

  /**
   * The bytes of that version.
   *
   * @throws ObjectStoreException where it is not there, or the store does not answer
   */
  InputStream open(String key, String versionId) throws IOException;

  /** Those from an offset on; length bytes of them. */
  InputStream open(String key, String versionId, long offset, long length) throws IOException;

  /** What is known of that version; empty where there is no such version. */
  Optional<StoredObject> find(String key, String versionId);

  /** SHA-256, hex, of the bytes that the store gives now; empty where it has none. */
  Optional<String> sha256(String key, String versionId);

  /**
   * A link that whoever has it can read that version by until it ends; empty where the store has
   * none to give.
   */
  Optional<URI> link(String key, String versionId, Duration lifetime);

  /** Sets or lifts a legal hold on that version. Doing it twice does no harm. */
  void hold(String key, String versionId, boolean held);

  /** Whether a legal hold stands on that version. */
  boolean isHeld(String key, String versionId);

  /** For a person or a record: {@code s3://bucket/key} or the path of a file. */
  String location(String key, String versionId);

  /** Whether the store itself keeps anybody, its own account included, from deleting. */
  boolean isWorm();

  /** Fails where the store can't be used: not there, no rights, no object lock. */
  void check();

  @Override
  void close();
}

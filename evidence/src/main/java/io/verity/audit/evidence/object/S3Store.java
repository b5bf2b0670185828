package io.verity.audit.evidence.object;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * A bucket with object lock. Every version is put in compliance mode until its retention ends:
 * until then nobody, the root account included, deletes it or shortens that; the lock is on the
 * <i>version</i>, so what is put is read, held and linked to by version id.
 *
 * <ul>
 *   <li>An object is in the store when it was read back by its version with the same SHA-256, in
 *       compliance mode until the date that was asked for, and encrypted as asked: a 200 is not
 *       taken for it.
 *   <li>A put that is repeated makes a version more. That costs room and harms nothing.
 *   <li>Files are streamed; no object is wholly in memory. One may have 5 GB, what S3 takes at
 *       once.
 * </ul>
 */
public final class S3Store implements ObjectStore {

  /** The longest life of a link. */
  public static final Duration LONGEST_LINK = Duration.ofMinutes(15);

  private final S3Location location;
  private final S3Puts puts;
  private final S3Client client;
  private final S3Presigner presigner;

  /**
   * @throws IllegalArgumentException saying what is wrong with the settings
   */
  public S3Store(ObjectStoreSettings settings) {
    this.location = S3Location.of(settings.location());
    this.puts = new S3Puts(location, settings.retention(), S3Encryption.of(settings.encryption()));
    this.client = S3Clients.client(settings);
    this.presigner = S3Clients.presigner(settings, client);
  }

  @Override
  public StoredObject put(String key, Path file, String contentType, Map<String, String> metadata) {
    try (InputStream in = Files.newInputStream(file)) {
      FileDigests digests = FileDigests.of(in);
      return put(key, digests, RequestBody.fromFile(file), contentType, metadata);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public StoredObject put(
      String key, byte[] content, String contentType, Map<String, String> metadata) {
    try {
      FileDigests digests = FileDigests.of(new ByteArrayInputStream(content));
      return put(key, digests, RequestBody.fromBytes(content), contentType, metadata);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StoredObject put(
      String key,
      FileDigests digests,
      RequestBody body,
      String contentType,
      Map<String, String> metadata) {
    var request = puts.request(key, digests, contentType, metadata);
    String version =
        calling("can't store " + key, () -> client.putObject(request, body)).versionId();
    puts.requireVersion(key, version);
    ReadBack read =
        readBack(key, version)
            .orElseThrow(() -> puts.broken(key, "was acknowledged, and is not there", true));
    puts.requireKept(request, digests.sha256(), read);
    return puts.stored(key, version, digests, read.answer());
  }

  @Override
  public InputStream open(String key, String versionId) throws IOException {
    return open(key, versionId, get(key, versionId).build());
  }

  @Override
  public InputStream open(String key, String versionId, long offset, long length)
      throws IOException {
    if (length <= 0) {
      return InputStream.nullInputStream();
    }
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    return open(key, versionId, get(key, versionId).range(range).build());
  }

  private ResponseInputStream<GetObjectResponse> open(
      String key, String versionId, GetObjectRequest request) {
    return ifThere("can't read " + key, () -> client.getObject(request, unwatched()))
        .orElseThrow(
            () ->
                new ObjectStoreException(
                    location + " has no " + key + " of version " + versionId, false, null));
  }

  /**
   * Who opens a stream here reads it. The SDK's watch over streams that nobody reads is a thread
   * that outlives the client, and in a Flink cluster holds the class loader of its job.
   */
  private static ResponseTransformer<GetObjectResponse, ResponseInputStream<GetObjectResponse>>
      unwatched() {
    return ResponseTransformer.toInputStream(Duration.ZERO);
  }

  private GetObjectRequest.Builder get(String key, String versionId) {
    return GetObjectRequest.builder()
        .bucket(location.bucket())
        .key(location.key(key))
        .versionId(versionId);
  }

  @Override
  public Optional<StoredObject> find(String key, String versionId) {
    return ifThere(
            "can't tell of " + key,
            () ->
                client.headObject(
                    r -> r.bucket(location.bucket()).key(location.key(key)).versionId(versionId)))
        .map(head -> stored(key, versionId, head));
  }

  private StoredObject stored(String key, String versionId, HeadObjectResponse head) {
    return new StoredObject(
        key,
        versionId,
        head.metadata().get(S3Puts.SHA256),
        head.contentLength(),
        head.objectLockRetainUntilDate(),
        head.objectLockLegalHoldStatus() == ObjectLockLegalHoldStatus.ON,
        head.metadata());
  }

  @Override
  public Optional<String> sha256(String key, String versionId) {
    return readBack(key, versionId).map(ReadBack::sha256);
  }

  /** What the store gives for a version, now. */
  record ReadBack(String sha256, GetObjectResponse answer) {}

  private Optional<ReadBack> readBack(String key, String versionId) {
    return ifThere(
            "can't read " + key, () -> client.getObject(get(key, versionId).build(), unwatched()))
        .map(
            in -> {
              try (in) {
                return new ReadBack(FileDigests.of(in).sha256(), in.response());
              } catch (IOException e) {
                throw new ObjectStoreException(
                    "can't read " + key + " from " + location + " to its end: " + e, true, e);
              }
            });
  }

  @Override
  public Optional<URI> link(String key, String versionId, Duration lifetime) {
    if (lifetime.compareTo(LONGEST_LINK) > 0) {
      throw new IllegalArgumentException(
          "a link lives " + LONGEST_LINK.toMinutes() + " minutes at most");
    }
    return Optional.of(
        calling(
            "can't link to " + key,
            () ->
                URI.create(
                    presigner
                        .presignGetObject(
                            p ->
                                p.signatureDuration(lifetime)
                                    .getObjectRequest(get(key, versionId).build()))
                        .url()
                        .toString())));
  }

  @Override
  public void hold(String key, String versionId, boolean held) {
    calling(
        "can't " + (held ? "hold " : "release ") + key,
        () ->
            client.putObjectLegalHold(
                r ->
                    r.bucket(location.bucket())
                        .key(location.key(key))
                        .versionId(versionId)
                        .legalHold(
                            h ->
                                h.status(
                                    held
                                        ? ObjectLockLegalHoldStatus.ON
                                        : ObjectLockLegalHoldStatus.OFF))));
  }

  @Override
  public boolean isHeld(String key, String versionId) {
    return find(key, versionId).map(StoredObject::held).orElse(false);
  }

  @Override
  public String location(String key, String versionId) {
    return location + key;
  }

  @Override
  public boolean isWorm() {
    return true;
  }

  @Override
  public void check() {
    calling("can't be used", () -> new S3BucketCheck(client, location).run());
  }

  private <T> T calling(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw S3Errors.of("the object store " + location + " " + what, e);
    }
  }

  private <T> Optional<T> ifThere(String what, Supplier<T> call) {
    return calling(
        what,
        () -> {
          try {
            return Optional.of(call.get());
          } catch (S3Exception e) {
            if (S3Errors.isMissing(e)) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  @Override
  public void close() {
    presigner.close();
    client.close();
  }
}

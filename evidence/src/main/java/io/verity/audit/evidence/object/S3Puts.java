package io.verity.audit.evidence.object;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** What is asked of the service with every object, and whether it did that. */
final class S3Puts {

  static final String SHA256 = "sha256";

  private final S3Location location;
  private final Duration retention;
  private final S3Encryption encryption;

  S3Puts(S3Location location, Duration retention, S3Encryption encryption) {
    this.location = location;
    this.retention = retention;
    this.encryption = encryption;
  }

  PutObjectRequest request(
      String key, FileDigests digests, String contentType, Map<String, String> metadata) {
    Map<String, String> all = new HashMap<>(metadata);
    all.put(SHA256, digests.sha256());
    PutObjectRequest.Builder put =
        PutObjectRequest.builder()
            .bucket(location.bucket())
            .key(location.key(key))
            .contentType(contentType)
            .contentLength(digests.bytes())
            .contentMD5(digests.md5())
            .metadata(all)
            .objectLockMode(ObjectLockMode.COMPLIANCE)
            // whole seconds, as not every service keeps more
            .objectLockRetainUntilDate(
                Instant.now().plus(retention).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
    encryption.ask(put);
    return put.build();
  }

  void requireVersion(String key, String version) {
    if (version == null || version.isEmpty() || version.equals("null")) {
      throw broken(key, "got no version id: the bucket is not versioned", false);
    }
  }

  void requireKept(PutObjectRequest asked, String sha256, S3Store.ReadBack read) {
    GetObjectResponse answer = read.answer();
    if (!read.sha256().equals(sha256)) {
      throw broken(asked.key(), "reads back as other bytes than were put", true);
    }
    Instant until = answer.objectLockRetainUntilDate();
    if (answer.objectLockMode() != ObjectLockMode.COMPLIANCE
        || until == null
        || until.isBefore(asked.objectLockRetainUntilDate())) {
      throw broken(
          asked.key(),
          "is there but not locked until "
              + asked.objectLockRetainUntilDate()
              + ", as far as the account may see: give the bucket object lock, and the account"
              + " s3:PutObjectRetention and s3:GetObjectRetention",
          false);
    }
    if (!encryption.isMetBy(answer.serverSideEncryption())) {
      throw broken(asked.key(), "is there but not encrypted as asked for", false);
    }
  }

  ObjectStoreException broken(String key, String what, boolean mayPass) {
    return new ObjectStoreException(
        "the object store " + location + " breaks its word: " + key + " " + what, mayPass, null);
  }

  StoredObject stored(String key, String version, FileDigests digests, GetObjectResponse answer) {
    return new StoredObject(
        key,
        version,
        digests.sha256(),
        digests.bytes(),
        answer.objectLockRetainUntilDate(),
        false,
        answer.metadata());
  }
}

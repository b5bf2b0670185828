package io.verity.audit.evidence.object;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether a bucket keeps versions and locks them. */
final class S3BucketCheck {

  private final S3Client client;
  private final S3Location location;

  S3BucketCheck(S3Client client, S3Location location) {
    this.client = client;
    this.location = location;
  }

  boolean run() {
    client.listObjectsV2(r -> r.bucket(location.bucket()).maxKeys(1));
    BucketVersioningStatus versions =
        client.getBucketVersioning(r -> r.bucket(location.bucket())).status();
    if (versions != BucketVersioningStatus.ENABLED) {
      throw unfit("keeps no versions");
    }
    if (!isLocking()) {
      throw unfit("has no object lock");
    }
    return true;
  }

  private boolean isLocking() {
    try {
      var lock = client.getObjectLockConfiguration(r -> r.bucket(location.bucket()));
      return lock.objectLockConfiguration().objectLockEnabled() == ObjectLockEnabled.ENABLED;
    } catch (S3Exception e) {
      if (S3Errors.code(e).startsWith("ObjectLockConfigurationNotFound")) {
        return false;
      }
      throw e;
    }
  }

  private ObjectStoreException unfit(String what) {
    return new ObjectStoreException(
        "the bucket of "
            + location
            + " "
            + what
            + ": evidence in it would not be immutable."
            + " Create a bucket with object lock, see object-store/README.md",
        false,
        null);
  }
}

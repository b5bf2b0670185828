package io.verity.audit.evidence.object;

import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * How the service encrypts what it stores.
 *
 * @param algorithm null for the bucket's default
 * @param keyId null for the service's own key
 */
record S3Encryption(ServerSideEncryption algorithm, String keyId) {

  private static final String KMS = "aws:kms";

  /**
   * @throws IllegalArgumentException where it is none
   */
  static S3Encryption of(String setting) {
    if (setting.isEmpty()) {
      return new S3Encryption(null, null);
    } else if (setting.equals("AES256")) {
      return new S3Encryption(ServerSideEncryption.AES256, null);
    } else if (setting.equals(KMS)) {
      return new S3Encryption(ServerSideEncryption.AWS_KMS, null);
    } else if (setting.startsWith(KMS + ":")) {
      return new S3Encryption(ServerSideEncryption.AWS_KMS, setting.substring(KMS.length() + 1));
    }
    throw new IllegalArgumentException(
        "'" + setting + "' is no encryption: AES256, aws:kms or aws:kms:KEY-ID");
  }

  void ask(PutObjectRequest.Builder put) {
    put.serverSideEncryption(algorithm).ssekmsKeyId(keyId);
  }

  /** Whether what the service says it did is what was asked for. */
  boolean isMetBy(ServerSideEncryption done) {
    return algorithm == null || algorithm == done;
  }
}

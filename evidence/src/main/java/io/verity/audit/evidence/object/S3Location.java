package io.verity.audit.evidence.object;

import java.util.regex.Pattern;

/**
 * A bucket, and the prefix of every key in it.
 *
 * @param prefix empty, or ends with a slash
 */
record S3Location(String bucket, String prefix) {

  private static final String SCHEME = "s3://";
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  static boolean isOne(String location) {
    return location.startsWith(SCHEME);
  }

  /**
   * @throws IllegalArgumentException where it is none
   */
  static S3Location of(String location) {
    String rest = location.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    String prefix = slash < 0 ? "" : rest.substring(slash + 1).replaceFirst("/$", "");
    if (!BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException(
          "'" + location + "' names no bucket: write s3://bucket or s3://bucket/prefix");
    }
    return new S3Location(bucket, prefix.isEmpty() ? "" : ObjectKeys.check(prefix) + "/");
  }

  String key(String key) {
    return prefix + ObjectKeys.check(key);
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + prefix;
  }
}

package io.verity.audit.evidence.object;

import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Says what an S3 service did not do, why, and whether waiting helps. The service's own text is
 * left out: some repeat what was signed in it.
 */
final class S3Errors {

  private static final int CLIENT_ERRORS = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERRORS = 500;
  private static final int FULL = 507;
  private static final Set<Integer> WAIT = Set.of(408, 409, 425, 429);
  private static final Set<String> MISSING =
      Set.of("NoSuchKey", "NoSuchVersion", "NotFound", "NoSuchObjectLockConfiguration", "");
  private static final Map<String, String> LASTING =
      Map.ofEntries(
          Map.entry("NoSuchBucket", "there is no such bucket: create it with object lock"),
          Map.entry(
              "AccessDenied", "the account may not: compare its rights, or the object is locked"),
          Map.entry("InvalidObjectState", "it lies in cold storage: have it restored first"),
          Map.entry("InvalidAccessKeyId", "the access key is unknown"),
          Map.entry("SignatureDoesNotMatch", "the secret key is wrong"),
          Map.entry("PermanentRedirect", "the bucket lies in another region"),
          Map.entry("AuthorizationHeaderMalformed", "the bucket lies in another region"),
          Map.entry("EntityTooLarge", "it is larger than the service takes at once"),
          Map.entry("ObjectLockConfigurationNotFoundError", "the bucket has no object lock"),
          Map.entry("InvalidRequest", "the bucket has no object lock, or no such encryption"));

  private S3Errors() {}

  static ObjectStoreException of(String what, SdkException e) {
    if (e instanceof S3Exception refused) {
      return new ObjectStoreException(
          what + ": " + why(refused) + trace(refused), mayPass(refused), null);
    }
    boolean away = e instanceof SdkClientException && !isLasting(e);
    return new ObjectStoreException(what + ": " + (away ? away(e) : local(e)), away, e);
  }

  /** Whether the answer is that there is no such object, version, lock or hold. */
  static boolean isMissing(S3Exception e) {
    // some services know no version id but their own form of it
    return e.statusCode() == NOT_FOUND && MISSING.contains(code(e))
        || e.statusCode() == CLIENT_ERRORS && Set.of("", "InvalidArgument").contains(code(e));
  }

  private static boolean mayPass(S3Exception e) {
    return e.statusCode() >= SERVER_ERRORS
        || WAIT.contains(e.statusCode())
        || Set.of("QuotaExceeded", "RequestTimeTooSkewed", "RequestTimeout", "BadDigest")
            .contains(code(e));
  }

  private static String why(S3Exception e) {
    if (e.statusCode() == FULL || code(e).equals("QuotaExceeded")) {
      return "the store is full: make room, or raise its quota";
    } else if (code(e).equals("RequestTimeTooSkewed")) {
      return "the clocks of this machine and of the store differ: set them";
    } else if (mayPass(e)) {
      return "the store is not able to now";
    } else if (e.statusCode() == FORBIDDEN) {
      return LASTING.getOrDefault(code(e), LASTING.get("AccessDenied"));
    }
    return LASTING.getOrDefault(code(e), "the store refuses it");
  }

  private static String trace(S3Exception e) {
    String code = code(e).isEmpty() ? "" : " " + code(e);
    String request = e.requestId() == null ? "" : ", request " + e.requestId();
    return " (" + e.statusCode() + code + request + ")";
  }

  static String code(S3Exception e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static boolean isLasting(SdkException e) {
    return root(e) instanceof SSLHandshakeException
        || String.valueOf(e.getMessage()).contains("Unable to load credentials");
  }

  private static String away(SdkException e) {
    return "the store does not answer as it should: " + root(e);
  }

  private static String local(SdkException e) {
    return root(e) instanceof SSLHandshakeException
        ? "its certificate is not trusted here: " + root(e).getMessage()
        : "there are no credentials for it, give an access key and its secret key";
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}

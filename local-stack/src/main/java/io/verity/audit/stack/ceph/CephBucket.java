package io.verity.audit.stack.ceph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes a bucket by one signed request: the stack needs no AWS SDK for it. */
final class CephBucket {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final int DATE = 8;
  private static final String SIGNED =
      "host;x-amz-bucket-object-lock-enabled;x-amz-content-sha256;x-amz-date";

  private final URI endpoint;
  private final CephAccount account;

  CephBucket(URI endpoint, CephAccount account) {
    this.endpoint = endpoint;
    this.account = account;
  }

  void create(String name, boolean locked) {
    String time = ZonedDateTime.now(ZoneOffset.UTC).format(TIME);
    try {
      String empty = hex(MessageDigest.getInstance("SHA-256").digest());
      String canonical =
          String.join(
              "\n",
              "PUT",
              "/" + name,
              "",
              "host:" + endpoint.getAuthority(),
              "x-amz-bucket-object-lock-enabled:" + locked,
              "x-amz-content-sha256:" + empty,
              "x-amz-date:" + time,
              "",
              SIGNED,
              empty);
      HttpRequest request =
          HttpRequest.newBuilder(endpoint.resolve("/" + name))
              .PUT(HttpRequest.BodyPublishers.noBody())
              .header("x-amz-bucket-object-lock-enabled", Boolean.toString(locked))
              .header("x-amz-content-sha256", empty)
              .header("x-amz-date", time)
              .header("Authorization", authorization(time, canonical))
              .build();
      send(name, request);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JRE has SHA-256", e);
    }
  }

  private static void send(String name, HttpRequest request) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            "Ceph did not make the bucket " + name + ": " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a bucket was made", e);
    }
  }

  /** AWS signature version 4. */
  private String authorization(String time, String canonical) throws GeneralSecurityException {
    String scope = time.substring(0, DATE) + "/us-east-1/s3/aws4_request";
    byte[] key = ("AWS4" + account.secretKey()).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
    String text = String.join("\n", "AWS4-HMAC-SHA256", time, scope, hex(hash));
    return "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(account.accessKey(), scope, SIGNED, hex(hmac(key, text)));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}

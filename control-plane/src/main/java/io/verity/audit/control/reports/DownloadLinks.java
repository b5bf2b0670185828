package io.verity.audit.control.reports;

import io.javalin.http.Context;
import io.verity.audit.control.auth.Caller;
import io.verity.audit.control.http.LinkCheck;
import io.verity.audit.control.http.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links that let a browser download one file of one report, or one record of evidence, for a
 * quarter of an hour, in the name of whoever asked for the link. The signature covers all of it,
 * each part preceded by its length: no other report, format, time or name fits the same signature.
 */
public final class DownloadLinks implements LinkCheck {

  public static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final String ALGORITHM = "HmacSHA256";
  private static final Set<String> PARAMETERS = Set.of("format", "expires", "subject", "signature");
  private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,11}");
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");

  private final SecretKeySpec key;
  private final Supplier<String> publicUrl;

  /** A link and when it ends. */
  public record Link(String url, Instant expiresAt) {}

  public DownloadLinks(byte[] key, Supplier<String> publicUrl) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.publicUrl = publicUrl;
  }

  Link link(UUID runId, String format, String subject) {
    return link(runId, format, subject, Instant.now().plus(LIFETIME));
  }

  Link link(UUID runId, String format, String subject, Instant end) {
    return link("/v1/reports/%s/download".formatted(runId), runId, format, subject, end);
  }

  /**
   * @param path of the file, in which the id stands
   * @param format no two kinds of files share one, as the path is not signed
   */
  public Link link(String path, UUID id, String format, String subject, Instant end) {
    long expires = end.getEpochSecond();
    String url =
        "%s%s?format=%s&expires=%d&subject=%s&signature=%s"
            .formatted(
                publicUrl.get(),
                path,
                URLEncoder.encode(format, StandardCharsets.UTF_8),
                expires,
                URLEncoder.encode(subject, StandardCharsets.UTF_8),
                hex(sign(id.toString(), format, Long.toString(expires), subject)));
    return new Link(url, Instant.ofEpochSecond(expires));
  }

  @Override
  public Caller caller(Context ctx) {
    Map<String, List<String>> sent = ctx.queryParamMap();
    if (!sent.containsKey("signature")) {
      return null;
    }
    Map<String, String> link = new TreeMap<>();
    for (Map.Entry<String, List<String>> parameter : sent.entrySet()) {
      if (parameter.getValue().size() == 1) {
        link.put(parameter.getKey(), parameter.getValue().get(0));
      }
    }
    if (sent.size() != PARAMETERS.size() || !link.keySet().equals(PARAMETERS)) {
      throw altered();
    }
    String expires = link.get("expires");
    if (!SECONDS.matcher(expires).matches()
        || !SIGNATURE.matcher(link.get("signature")).matches()) {
      throw altered();
    }
    byte[] right = sign(ctx.pathParam("id"), link.get("format"), expires, link.get("subject"));
    byte[] claimed = link.get("signature").getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(hex(right).getBytes(StandardCharsets.US_ASCII), claimed)) {
      throw altered();
    }
    if (!Instant.now().isBefore(Instant.ofEpochSecond(Long.parseLong(expires)))) {
      throw new Problem(
          403,
          "link-expired",
          "Link expired",
          "this link has expired: ask for the report again, its answer has a new one");
    }
    // the signature stands for what the caller was allowed when it was made
    return new Caller(link.get("subject"), Set.of());
  }

  private static Problem altered() {
    return new Problem(
        403, "link-altered", "Link altered", "this link is not as it was made, or not of ours");
  }

  private byte[] sign(String... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(
            new byte[] {
              (byte) (bytes.length >>> 24),
              (byte) (bytes.length >>> 16),
              (byte) (bytes.length >>> 8),
              (byte) bytes.length
            });
        mac.update(bytes);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}

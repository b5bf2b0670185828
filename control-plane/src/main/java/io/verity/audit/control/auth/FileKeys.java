package io.verity.audit.control.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.ParseException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys in a file, read again when it changes; one that can't be read leaves the former ones. */
final class FileKeys implements JWKSource<SecurityContext> {

  private static final Logger LOG = LoggerFactory.getLogger(FileKeys.class);

  private final Path file;
  private String version = "";
  private JWKSet keys;

  FileKeys(Path file) {
    this.file = file;
  }

  @Override
  public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
    return selector.select(current());
  }

  private synchronized JWKSet current() throws KeySourceException {
    String now = version();
    if (!now.equals(version)) {
      try {
        keys = JWKSet.parse(Files.readString(file)).toPublicJWKSet();
      } catch (IOException | ParseException e) {
        LOG.warn("the keys of tokens, {}, can't be read: {}", file, e.toString());
      }
      version = now;
    }
    if (keys == null) {
      throw new KeySourceException("there are no keys in " + file);
    }
    return keys;
  }

  /** Changes with the file; a file that was put in its place has another key. */
  private String version() {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return is.lastModifiedTime().toInstant() + "/" + is.size() + "/" + is.fileKey();
    } catch (IOException e) {
      return "missing";
    }
  }
}

package io.verity.audit.collect.source;

import io.verity.audit.collect.CollectionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The secrets that settings name. Each is read when it is used, so that one that was changed in its
 * file counts from then on.
 */
public final class Secrets {

  private static final int MOST_BYTES = 64 << 10;

  private final Map<String, String> environment;

  public Secrets(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * @throws CollectionException saying which one can't be read, without anything of its content
   */
  public String read(SourceSettings source, String setting) throws CollectionException {
    String reference = source.settings().get(setting);
    if (reference == null) {
      throw wrong(source, setting, "is not set");
    }
    String secret;
    if (reference.startsWith(SecretReference.ENVIRONMENT)) {
      secret = environment.getOrDefault(reference.substring(4), "");
    } else if (reference.startsWith(SecretReference.FILE)) {
      secret = file(source, setting, reference);
    } else {
      throw wrong(source, setting, "is no secret: it is neither env:NAME nor file:PATH");
    }
    if (secret.isEmpty()) {
      throw wrong(source, setting, "is empty: nothing is in " + reference);
    }
    return secret;
  }

  private static String file(SourceSettings source, String setting, String reference)
      throws CollectionException {
    Path path = Path.of(reference.substring(SecretReference.FILE.length()));
    if (!Files.isRegularFile(path)) {
      throw wrong(source, setting, "can't be read: there is no file " + path);
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw wrong(source, setting, "is larger than 64 KiB in " + path);
      }
      return withoutNewline(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw wrong(source, setting, "is no UTF-8 text in " + path);
    } catch (IOException e) {
      throw wrong(source, setting, "can't be read from " + path);
    }
  }

  /** Editors and echo end a file with one. */
  private static String withoutNewline(String text) {
    String shorter = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return shorter.endsWith("\r") ? shorter.substring(0, shorter.length() - 1) : shorter;
  }

  /** May pass: whoever runs the installation can put it there while the record waits. */
  private static CollectionException wrong(SourceSettings source, String setting, String what) {
    return CollectionException.passing(
        "setting %s of source %s %s".formatted(setting, source.name(), what), null);
  }
}

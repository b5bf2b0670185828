package io.verity.audit.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads typed values from environment variables; each refusal names the variable. */
public final class EnvironmentReader {

  private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final Pattern FINAL_LINE_END = Pattern.compile("\\R\\z");
  private static final Set<String> LOG_LEVELS =
      Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  private final Map<String, String> environment;

  public EnvironmentReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * A misspelt variable must not pass for one that is not set.
   *
   * @param owner said in the refusal, for example "audit-ingest; see ./verity ingest --help"
   */
  public void refuseUnknown(String prefix, EnvironmentOption[] known, String owner) {
    environment.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .filter(name -> Arrays.stream(known).noneMatch(option -> option.name().equals(name)))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw new ConfigException(name + " is not an option of " + owner);
            });
  }

  public Optional<String> optional(EnvironmentOption option) {
    String value = environment.get(option.name());
    String chosen = value == null ? option.defaultValue().orElse("") : value.strip();
    return chosen.isEmpty() ? Optional.empty() : Optional.of(chosen);
  }

  public String text(EnvironmentOption option) {
    return optional(option)
        .orElseThrow(
            () ->
                new ConfigException(
                    option.name() + " is not set: it names the " + option.description()));
  }

  public List<String> list(EnvironmentOption option) {
    List<String> items =
        Arrays.stream(text(option).split(","))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .toList();
    if (items.isEmpty()) {
      throw malformed(option, text(option), "a comma-separated list");
    }
    return items;
  }

  public long number(EnvironmentOption option, long min, long max) {
    String value = text(option);
    try {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw malformed(option, value, "a whole number from " + min + " to " + max);
    }
    throw malformed(option, value, "a whole number from " + min + " to " + max);
  }

  public Duration seconds(EnvironmentOption option, long min, long max) {
    return Duration.ofSeconds(number(option, min, max));
  }

  public String httpUrl(EnvironmentOption option) {
    String value = text(option);
    try {
      URI uri = URI.create(value);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null) {
        return value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
      }
    } catch (IllegalArgumentException e) {
      throw malformedUrl(option, value);
    }
    throw malformedUrl(option, value);
  }

  /** What stands before an at sign may be a password. */
  private static ConfigException malformedUrl(EnvironmentOption option, String value) {
    return malformed(
        option, value.replaceAll("//.*@", "//...@"), "http://host:port or https://host:port");
  }

  /** The value itself, or the content of the file, less a final line end. */
  public String secret(EnvironmentOption value, EnvironmentOption file) {
    Optional<String> path = optional(file);
    if (path.isEmpty()) {
      return environment.getOrDefault(value.name(), "");
    }
    try {
      return FINAL_LINE_END.matcher(Files.readString(Path.of(path.get()))).replaceFirst("");
    } catch (IOException e) {
      throw new ConfigException(file.name() + " names a file that can't be read: " + path.get(), e);
    }
  }

  /**
   * The path of a PEM file with authorities to trust for a server; empty where none is named.
   * Looked into here, since whoever reads it later could say less clearly what is wrong with it.
   */
  public String certificates(EnvironmentOption option, EnvironmentOption url) {
    Optional<String> path = optional(option);
    if (path.isEmpty()) {
      return "";
    }
    if (!text(url).startsWith("https://")) {
      throw new ConfigException(
          option.name() + " is set, and " + url.name() + " does not begin with https://");
    }
    try (InputStream in = Files.newInputStream(Path.of(path.get()))) {
      if (!CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        return path.get();
      }
    } catch (IOException | InvalidPathException e) {
      throw new ConfigException(
          option.name() + " names a file that can't be read: " + path.get(), e);
    } catch (CertificateException e) {
      throw notPem(option, path.get(), e);
    }
    throw notPem(option, path.get(), null);
  }

  private static ConfigException notPem(EnvironmentOption option, String path, Exception e) {
    return new ConfigException(
        option.name() + " names a file without certificates in PEM form: " + path, e);
  }

  /** Kafka's addresses, which may be missing, and a file of settings, which is looked at here. */
  public KafkaAccess kafka(EnvironmentOption bootstrap, EnvironmentOption configFile) {
    KafkaAccess access =
        new KafkaAccess(
            optional(bootstrap).orElse(""),
            optional(configFile).orElse(""),
            bootstrap.name(),
            configFile.name());
    access.clientSettings();
    return access;
  }

  public <E extends Enum<E>> E choice(EnvironmentOption option, Class<E> type) {
    String value = text(option);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value)) {
        return constant;
      }
    }
    throw malformed(
        option,
        value,
        "one of "
            + String.join(
                ", ",
                Arrays.stream(type.getEnumConstants())
                    .map(c -> c.name().toLowerCase(Locale.ROOT))
                    .toList()));
  }

  public PortRange ports(EnvironmentOption option) {
    String value = text(option);
    Matcher matcher = PORTS.matcher(value);
    if (matcher.matches()) {
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (first <= last && last <= 65_535) {
        return new PortRange(first, last);
      }
    }
    throw malformed(option, value, "a port, or a range such as 9249-9259");
  }

  public String logLevel(EnvironmentOption option) {
    String value = text(option).toUpperCase(Locale.ROOT);
    if (!LOG_LEVELS.contains(value)) {
      throw malformed(option, value, "one of TRACE, DEBUG, INFO, WARN, ERROR, OFF");
    }
    return value;
  }

  private static ConfigException malformed(
      EnvironmentOption option, String value, String expected) {
    return new ConfigException(option.name() + " is \"" + value + "\", which is not " + expected);
  }
}

package io.verity.audit.service;

import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where Kafka is, and how a client makes itself known there. It carries the name of a file and not
 * what is in it: each process reads the file itself, so that no password of Kafka's gets into a
 * job's graph.
 *
 * @param bootstrap empty where there is no Kafka
 * @param configFile Kafka's client settings for TLS and SASL; empty for plain text
 * @param bootstrapVariable that names the address, for errors
 * @param variable that names the file, for errors
 */
public record KafkaAccess(
    String bootstrap, String configFile, String bootstrapVariable, String variable)
    implements Serializable {

  /** Without TLS and without a login. */
  public static KafkaAccess plain(String bootstrap) {
    return new KafkaAccess(bootstrap, "", "bootstrap", "client settings");
  }

  public boolean isPresent() {
    return !bootstrap.isEmpty();
  }

  /** To be named in an error about certificates or logins. */
  public String security() {
    return configFile.isEmpty()
        ? "the file that " + variable + " names (none now)"
        : variable + " " + configFile;
  }

  /**
   * What each client has to be given, addresses included.
   *
   * @throws ConfigException where the file can't be read or has what it should not have
   */
  public Map<String, String> clientSettings() {
    Map<String, String> settings = new TreeMap<>();
    if (!configFile.isEmpty()) {
      Properties file = read();
      for (String key : file.stringPropertyNames()) {
        if (!isSecurity(key)) {
          throw new ConfigException(
              variable
                  + " "
                  + configFile
                  + ": "
                  + key
                  + " is no setting of security: the file may have security.protocol, sasl.* and"
                  + " ssl.*");
        }
        settings.put(key, file.getProperty(key));
      }
      if (!settings.containsKey("security.protocol")) {
        throw new ConfigException(
            variable + " " + configFile + " has no security.protocol: SASL_SSL or SSL");
      }
    }
    settings.put("bootstrap.servers", bootstrap);
    return settings;
  }

  private static boolean isSecurity(String key) {
    return key.equals("security.protocol") || key.startsWith("sasl.") || key.startsWith("ssl.");
  }

  private Properties read() {
    Properties file = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(configFile))) {
      file.load(in);
      return file;
    } catch (IOException | InvalidPathException e) {
      throw new ConfigException(variable + " names a file that can't be read: " + configFile, e);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(variable + " names no properties file: " + configFile, e);
    }
  }
}

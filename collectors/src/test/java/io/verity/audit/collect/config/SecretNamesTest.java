package io.verity.audit.collect.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "db_password",
        "DB_PASSWORD",
        "dbPassword",
        "ssl.keystore.password",
        "sslpassword",
        "passwd",
        "pwd",
        "client-secret",
        "clientSecret",
        "secret_string",
        "token",
        "authtoken",
        "GITHUB_TOKEN",
        "api_key",
        "apiKey",
        "apikey",
        "AWS_SECRET_ACCESS_KEY",
        "private_key",
        "private_key_pem",
        "primary_access_key",
        "secret_id",
        "credentials",
        "requirepass",
        "connection_string",
        "primary_connection_string",
        "password_sha256_hex",
        "encryption.key",
        "tls.key",
        "authorization",
        "_auth",
        "passphrase",
        "user_data_base64"
      })
  void areSecret(String name) {
    assertThat(SecretNames.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enable_key_rotation",
        "password_encryption",
        "min_password_length",
        "password_policy",
        "ssl_key_file",
        "kms_key_id",
        "access_key_id",
        "hash_key",
        "primary",
        "user",
        "username",
        "token_ttl",
        "secret_name",
        "password_last_changed_at",
        "keyboard",
        "",
        "___",
        "PasswordAuthentication",
        "author",
        "compass",
        "tokenizer",
        "master_user_secret_kms_key_id"
      })
  void areNone(String name) {
    assertThat(SecretNames.isSecret(name)).isFalse();
  }
}

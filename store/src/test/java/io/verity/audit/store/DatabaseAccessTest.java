package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAccessTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "jdbc:postgresql://h:1/db jdbc:postgresql://h:1/db '' ''",
        "postgresql://h/db jdbc:postgresql://h/db '' ''",
        "postgres://h/db jdbc:postgresql://h/db '' ''",
        "postgresql://u@h:1/db jdbc:postgresql://h:1/db u ''",
        "postgresql://u:p@[::1]:1/db?sslmode=require jdbc:postgresql://[::1]:1/db?sslmode=require u p",
        "postgresql://u:a%40b%3A+%2Fc@h/db jdbc:postgresql://h/db u a@b:+/c",
        "jdbc:postgresql://h/db?user=u&ssl=true&password=p jdbc:postgresql://h/db?ssl=true u p",
        "jdbc:postgresql://h1:1,h2:2/db jdbc:postgresql://h1:1,h2:2/db '' ''"
      })
  void takesBothForms(String given, String url, String user, String password) {
    DatabaseAccess access = new DatabaseAccess(given, null, null);
    assertThat(access.url()).isEqualTo(url);
    assertThat(access.user()).isEqualTo(user);
    assertThat(access.password()).isEqualTo(password);
  }

  @Test
  void explicitCredentialsWin() {
    DatabaseAccess access = new DatabaseAccess("postgresql://u:p@h/db", "other", "secret");
    assertThat(access.user()).isEqualTo("other");
    assertThat(access.password()).isEqualTo("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h:1/db",
        "jdbc:mysql://u:topsecret@h/db",
        "http://h/db?password=topsecret",
        "postgresql://u:topsecret@h",
        "postgresql:///db",
        "jdbc:postgresql:db",
        "xpostgresql://u:topsecret@h/db"
      })
  void refusesAnythingElseInOneLineWithoutTheSecret(String given) {
    assertThatThrownBy(() -> new DatabaseAccess(given, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not jdbc:postgresql://host:port/database or postgresql://")
        .hasMessageNotContaining("topsecret")
        .hasMessageNotContaining("\n");
  }

  @Test
  void neverShowsThePassword() {
    assertThat(new DatabaseAccess("postgresql://u:topsecret@h/db", null, null))
        .hasToString("u@jdbc:postgresql://h/db");
  }

  @Test
  void travels() throws Exception {
    DatabaseAccess access = new DatabaseAccess("postgresql://u:p@h/db", null, null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(access);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(access);
    }
  }
}

package io.verity.audit.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {

  @TempDir Path folder;

  @Test
  void passwordsAreMadeOnceAndForTheirOwnerOnly() throws IOException {
    Account first = kept().of("auditor");

    assertThat(first.password()).matches("[0-9a-f]{32}");
    assertThat(kept().of("auditor")).isEqualTo(first);
    assertThat(kept().of("admin").password()).isNotEqualTo(first.password());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void theServerIsGivenDigestsOnly() {
    Accounts accounts =
        Accounts.ofEnvironment(
            Map.of("VERITY_CLICKHOUSE_AUDIT_WRITER_PASSWORD", "abc"), Accounts.CLICKHOUSE);

    assertThat(accounts.digestVariables())
        .containsExactly(
            Map.entry(
                "VERITY_CLICKHOUSE_AUDIT_WRITER_PASSWORD_SHA256",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Test
  void usersXmlAsksForExactlyTheseDigests() {
    String users = StackResources.text(StackResources.USERS);

    assertThat(kept().digestVariables().keySet())
        .hasSize(Accounts.USERS.size())
        .allMatch(variable -> users.contains("from_env=\"" + variable + "\""));
    assertThat(users.split("from_env=", -1)).hasSize(Accounts.USERS.size() + 1);
  }

  @Test
  void aMissingExternalPasswordIsNamed() {
    assertThatThrownBy(() -> Accounts.ofEnvironment(Map.of(), Accounts.CLICKHOUSE).of("operator"))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("VERITY_CLICKHOUSE_OPERATOR_PASSWORD");
  }

  @Test
  void anAccountNeverShowsItsPassword() {
    assertThat(new Account("admin", "secret")).hasToString("Account[user=admin]");
  }

  private Accounts kept() {
    return Accounts.keptIn(file(), Accounts.CLICKHOUSE);
  }

  private Path file() {
    return folder.resolve("accounts.properties");
  }
}

package io.verity.audit.collect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.collect.AskedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every secret of these tests holds the word s3cret. */
class RedactorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "password = 's3cret' # x | password = [redacted]",
        "export DB_PASSWORD=s3cret and more | export DB_PASSWORD=[redacted]",
        "key=s3cret | key=[redacted]",
        "requirepass s3cret | requirepass [redacted]",
        "# old: token: s3cret | # old: token: [redacted]",
        "url = jdbc:x://h/d?user=u&password=s3cret&ssl=true | url = jdbc:x://h/d?user=u&password=[redacted]&ssl=true",
        "url = https://u:s3cret/with@sign@host/p | url = https://u:[redacted]@host/p",
        "run --db-password s3cret --fast | run --db-password [redacted] --fast",
        "jaas=Module required username=\"u\" password=\"s3c\\\"ret s3cret\"; | jaas=Module required username=\"u\" password=\"[redacted]\";",
        "<Password a=\"1\">s3cret</Password> | <Password a=\"1\">[redacted]</Password>",
        "Authorization: Bearer s3cret0123 | Authorization: [redacted]",
        "curl -H 'X: Bearer s3cret0123' | curl -H 'X: Bearer [redacted]'",
        "root:$6$s3cretsalt$s3crethash:19000:0 | root:[redacted]:19000:0",
        "x = eyJs3cretaaaa.eyJs3cretbbbb.s3cret | x = [redacted]",
        "password_encryption = scram-sha-256 | password_encryption = scram-sha-256",
        "ssl_key_file = 'server.key' | ssl_key_file = 'server.key'",
        "PasswordAuthentication no | PasswordAuthentication no",
        "password = ${DB_PASSWORD} | password = ${DB_PASSWORD}",
        "password = '' | password = ''",
        "host all all ::1/128 scram-sha-256 | host all all ::1/128 scram-sha-256",
        "listeners=PLAINTEXT://:9092,https://a/b | listeners=PLAINTEXT://:9092,https://a/b"
      })
  void cleansALine(String line, String clean) {
    Redactor redactor = new Redactor();
    assertThat(redactor.lines(line)).isEqualTo(clean);
    assertThat(redactor.count() > 0).isEqualTo(line.contains("s3cret"));
  }

  @Test
  void cleansWhatTakesSeveralLines() {
    String text =
        """
        a = 1
        -----BEGIN RSA PRIVATE KEY-----
        s3cret
        -----END RSA PRIVATE KEY-----
        password = s3cret \\
          s3cret \\
          s3cret
        b = 2
        token: |
          s3cret

          s3cret
        c: 3
        api_key = <<EOF
        s3cret
        EOF
        d = 4
        secret = \"""
        s3cret
        \"""
        e = 5
        -----BEGIN OPENSSH PRIVATE KEY-----
        s3cret""";
    assertThat(new Redactor().lines(text))
        .isEqualTo(
            """
            a = 1
            [redacted]
            password = [redacted]
            b = 2
            token: [redacted]
            c: 3
            api_key = [redacted]
            d = 4
            secret = [redacted]
            e = 5
            [redacted]""");
  }

  @Test
  void cleansTreesByNamesPairsAndWhatIsInside() {
    String json =
        """
        {"db": {"password": "s3cret-s3cret", "password_length": 12, "token": 1234567},
         "copy": "before s3cret-s3cret after", "empty": {"password": ""}, "off": {"token": false},
         "env": [{"name": "API_TOKEN", "value": "s3cret"}, {"name": "PORT", "value": "80"}],
         "credentials": {"user": "s3cret", "nested": [{"any": "s3cret"}], "file": "/etc/x"},
         "inner": "[{\\"name\\":\\"DB_PASSWORD\\",\\"value\\":\\"s3cret\\"}]",
         "tags": [{"Key": "Name", "Value": "ledger"}], "s3cret-s3cret": 1}
        """;
    Redactor redactor = new Redactor();
    assertThat(redactor.sweep(redactor.tree(AskedRequest.json(json))).toString())
        .isEqualTo(
            AskedRequest.json(
                    """
        {"db": {"password": "[redacted]", "password_length": 12, "token": "[redacted]"},
         "copy": "before [redacted] after", "empty": {"password": ""}, "off": {"token": false},
         "env": [{"name": "API_TOKEN", "value": "[redacted]"}, {"name": "PORT", "value": "80"}],
         "credentials": {"user": "[redacted]", "nested": [{"any": "[redacted]"}], "file": "/etc/x"},
         "inner": "[{\\"name\\":\\"DB_PASSWORD\\",\\"value\\":\\"[redacted]\\"}]",
         "tags": [{"Key": "Name", "Value": "ledger"}], "[redacted]": 1}
        """)
                .toString());
  }

  @Test
  void endsSoonWithLongLines() {
    String line =
        "a.".repeat(200_000) + "=" + "\"\\".repeat(200_000) + " password=" + "x:".repeat(99);
    assertThat(new Redactor().lines(line)).doesNotContain("x:x");
  }
}

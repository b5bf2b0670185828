package io.verity.audit.collect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerraformStateTest {

  @Test
  void readsTheSample() throws IOException {
    Redactor redactor = new Redactor();
    Path sample = Path.of("../samples/scenario/terraform.tfstate");
    JsonNode state =
        ConfigFormat.AUTO.read("a/terraform.tfstate", Files.readString(sample), redactor);
    assertThat(state.at("/outputs/ledger_database_password/value").asText())
        .isEqualTo("[redacted]");
    assertThat(state.at("/resources/3/instances/0/attributes/password").asText())
        .isEqualTo("[redacted]");
    assertThat(state.at("/resources/3/instances/0/attributes/storage_encrypted").asBoolean())
        .isTrue();
    assertThat(state.at("/resources/2/instances/0/attributes/enable_key_rotation").asBoolean())
        .isTrue();
    assertThat(state.toString()).doesNotContain("not-a-real-password");
    assertThat(redactor.count()).isEqualTo(2);
  }

  /** All that is sensitive holds the word s3cret. */
  @Test
  void takesOutWhatIsMarkedAndWhatTheTypeSays() throws IOException {
    String text =
        """
        {"version": 4, "terraform_version": "1.9.8", "serial": 1, "outputs": {
           "all": {"value": {"a": ["s3cret"]}, "sensitive": true}, "open": {"value": "seen"}},
         "resources": [
           {"type": "aws_thing", "instances": [{"private": "s3cret", "attributes":
             {"rules": [{"a": "s3cret", "b": "seen"}], "set": ["s3cret"], "port": 99, "gone": null},
             "sensitive_attributes": [
               [{"type": "get_attr", "value": "rules"}, {"type": "index", "value": {"value": 0, "type": "number"}}, {"type": "get_attr", "value": "a"}],
               [{"type": "get_attr", "value": "set"}, {"type": "index", "value": {"value": {}, "type": "object"}}],
               [{"type": "get_attr", "value": "port"}], [{"type": "get_attr", "value": "gone"}],
               [{"type": "get_attr", "value": "never"}]]}]},
           {"type": "random_password", "instances": [{"attributes": {"result": "s3cret", "length": 16}}]},
           {"type": "aws_ssm_parameter", "instances": [{"attributes": {"value": "s3cret", "name": "n"}}]},
           {"type": "tls_private_key", "instances": [{"attributes":
             {"private_key_openssh": "s3cret", "public_key_pem": "seen"}}]}]}
        """;
    Redactor redactor = new Redactor();
    JsonNode state = ConfigFormat.JSON.read("any.json", text, redactor);
    assertThat(state.toString()).doesNotContain("s3cret").doesNotContain("99");
    assertThat(state.at("/outputs/open/value").asText()).isEqualTo("seen");
    assertThat(state.at("/resources/0/instances/0/attributes/rules/0/b").asText())
        .isEqualTo("seen");
    assertThat(state.at("/resources/0/instances/0/attributes/gone").isNull()).isTrue();
    assertThat(state.at("/resources/1/instances/0/attributes/length").asInt()).isEqualTo(16);
    assertThat(redactor.count()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"version\": 3, \"resources\": []} | version 3; only version 4",
        "{\"version\": 4} | is no Terraform state",
        "[] | is no Terraform state",
        "{\"version\": 4, \"resources\": [{\"instances\": [1]}]} | is no Terraform state",
        "{\"version\": 4, \"resources\": [{\"instances\": [{\"sensitive_attributes\": [\"a\"]}]}]} | is no path",
        "{\"encrypted_data\": \"x\"} | encrypted",
        "{\"format_version\": \"1.0\"} | give the state itself",
        "{\"version\": 4, \"version\": 4} | is no JSON that can be read (line 1)",
        "{\"password\": \"s3cret\" | is no JSON that can be read (line 1)"
      })
  void refusesWhatItDoesNotKnow(String text, String why) {
    assertThatThrownBy(() -> ConfigFormat.TERRAFORM.read("x", text, new Redactor()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("s3cret");
  }
}

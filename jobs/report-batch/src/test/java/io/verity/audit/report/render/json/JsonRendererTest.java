package io.verity.audit.report.render.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.verity.audit.report.render.SampleReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonRendererTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path scratch;

  @Test
  void isCanonical() throws IOException {
    byte[] json = render(SampleReport.ordinary());

    assertThat(new JsonCanonicalizer(json).getEncodedUTF8()).isEqualTo(json);
  }

  @Test
  void isWhatTheSchemaSays() throws IOException {
    assertThat(schema().validate(MAPPER.readTree(render(SampleReport.ordinary())))).isEmpty();
    assertThat(schema().validate(MAPPER.readTree(render(SampleReport.partial())))).isEmpty();
  }

  @Test
  void theSchemaIsStrict() throws IOException {
    ObjectNode report = (ObjectNode) MAPPER.readTree(render(SampleReport.ordinary()));
    ((ObjectNode) report.get("findings").get(0)).put("more", 1);
    assertThat(schema().validate(report)).hasSize(1);

    report.remove("findings");
    assertThat(schema().validate(report)).hasSize(1);
  }

  @Test
  void metricsAreFlat() throws IOException {
    JsonNode metrics = MAPPER.readTree(render(SampleReport.ordinary())).get("metrics");

    assertThat(metrics.get("sla_compliance_rate").decimalValue()).isEqualByComparingTo("0.892");
    assertThat(metrics.get("events_total").isIntegralNumber()).isTrue();
    assertThat(metrics.get("risk").get("HIGH").intValue()).isEqualTo(85);
    assertThat(metrics.get("recipients").get(0).textValue()).isEqualTo("=HYPERLINK(\"x\")");
  }

  @Test
  void aMetricWithNothingToComputeFromIsNull() throws IOException {
    JsonNode report = MAPPER.readTree(render(SampleReport.partial()));

    assertThat(report.get("metrics").get("hours_to_decide_median").isNull()).isTrue();
    assertThat(report.get("completeness").get("partial").booleanValue()).isTrue();
  }

  @Test
  void everyFindingNamesEventsThatAreInTheEvidence() throws IOException {
    JsonNode report = MAPPER.readTree(render(SampleReport.ordinary()));
    int named = 0;
    for (JsonNode finding : report.get("findings")) {
      named += finding.get("events").size();
    }

    assertThat(report.at("/evidence/events")).hasSize(named);
    assertThat(report.at("/evidence/events/0/finding_id"))
        .isEqualTo(report.get("findings").get(0).get("id"));
  }

  @Test
  void everyFindingOfTheEvidenceNamesRecordsThatAreThere() throws IOException {
    JsonNode report = MAPPER.readTree(render(SampleReport.ordinary()));
    List<String> records = report.at("/evidence/records").findValuesAsText("id");
    int ofEvidence = 0;
    for (JsonNode finding : report.get("findings")) {
      assertThat(records).containsAll(finding.get("records").findValuesAsText("id"));
      ofEvidence += finding.get("query").isNull() ? 1 : 0;
    }

    assertThat(ofEvidence).isEqualTo(3);
    assertThat(report.at("/evidence/summary").toString())
        .isEqualTo(
            "{\"collected\":1,\"controls\":7,\"fail\":1,\"not_collected\":2,\"partial\":1,"
                + "\"pass\":2,\"records\":24}");
    assertThat(MAPPER.readTree(render(SampleReport.partial())).at("/evidence/root").isNull())
        .isTrue();
  }

  private byte[] render(SampleReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JsonRenderer().render(report, scratch, out);
    return out.toByteArray();
  }

  private static JsonSchema schema() {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(
            JsonRendererTest.class.getResourceAsStream(
                "/io/verity/audit/report/render/report.schema.json"));
  }
}

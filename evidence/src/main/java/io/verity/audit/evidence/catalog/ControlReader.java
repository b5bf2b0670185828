package io.verity.audit.evidence.catalog;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.verity.audit.evidence.catalog.ControlDefinition.Expectation;
import io.verity.audit.evidence.catalog.ControlFiles.ControlFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code controls.yaml}, strictly: a key that means nothing is a mistake somebody made. */
final class ControlReader {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final int SHOWN = 5;
  private static final Pattern CONTROL = Pattern.compile("/controls/([0-9]{1,6})(?:/.*)?");

  private final CronParser cron =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(
              ControlFiles.schema(),
              SchemaValidatorsConfig.builder()
                  .locale(Locale.ENGLISH)
                  .pathType(PathType.JSON_POINTER)
                  .build());

  List<ControlDefinition> read(ControlFile file) {
    JsonNode yaml = parse(file);
    Set<String> wrong = new TreeSet<>();
    for (ValidationMessage message : schema.validate(yaml)) {
      wrong.add(where(yaml, message) + message.getError());
    }
    fail(file, wrong);
    List<ControlDefinition> controls = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode control : yaml.get("controls")) {
      ControlDefinition definition = Definitions.read(file.framework(), control);
      if (!ids.add(definition.controlId())) {
        wrong.add(definition.controlId() + " is there twice");
      }
      check(definition, wrong);
      controls.add(definition);
    }
    fail(file, wrong);
    return controls;
  }

  /** The control by its id, as a person looks for it, and the path below it. */
  private static String where(JsonNode yaml, ValidationMessage message) {
    String path = message.getInstanceLocation().toString();
    Matcher control = CONTROL.matcher(path);
    if (control.matches()) {
      JsonNode id =
          yaml.path("controls").path(Integer.parseInt(control.group(1))).path("control_id");
      if (id.isTextual()) {
        return id.textValue() + " (" + path + "): ";
      }
    }
    return path.isEmpty() ? "" : path + ": ";
  }

  private static JsonNode parse(ControlFile file) {
    try {
      return YAML.readTree(file.text());
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new CatalogException(file.path() + ", line " + line + ": " + e.getOriginalMessage(), e);
    }
  }

  private void check(ControlDefinition control, Set<String> wrong) {
    try {
      cron.parse(control.schedule()).validate();
    } catch (IllegalArgumentException e) {
      wrong.add(control.controlId() + ": schedule '" + control.schedule() + "': " + e.getMessage());
    }
    Set<String> sources = new HashSet<>();
    control.sources().forEach(source -> sources.add(source.source()));
    if (sources.size() != control.sources().size()) {
      wrong.add(control.controlId() + " names a source twice");
    }
    Set<String> names = new HashSet<>();
    for (Expectation expectation : control.expectations()) {
      if (expectation.source() != null && !sources.contains(expectation.source())) {
        wrong.add(
            "%s: expectation %s is about %s, which is none of its sources"
                .formatted(control.controlId(), expectation.name(), expectation.source()));
      }
      try {
        ExpectationSchemas.compile(expectation.schema());
      } catch (IllegalArgumentException e) {
        wrong.add(
            "%s: the schema of expectation %s %s"
                .formatted(control.controlId(), expectation.name(), e.getMessage()));
      }
      if (!names.add(expectation.name())) {
        wrong.add(control.controlId() + " has two expectations " + expectation.name());
      }
    }
  }

  private static void fail(ControlFile file, Set<String> wrong) {
    if (!wrong.isEmpty()) {
      List<String> first = wrong.stream().limit(SHOWN).toList();
      int more = wrong.size() - first.size();
      throw new CatalogException(
          file.path()
              + ": "
              + String.join("; ", first)
              + (more > 0 ? "; and " + more + " more" : ""),
          null);
    }
  }
}

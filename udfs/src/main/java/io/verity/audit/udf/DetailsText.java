package io.verity.audit.udf;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code DETAILS_TEXT(details, key)}: a field of an event's details as text, an object or array as
 * its JSON. Null where there is no such field or the details are no JSON object.
 */
public final class DetailsText extends ScalarFunction {

  public String eval(String details, String key) {
    JsonNode value = DetailsField.find(details, key);
    if (value == null) {
      return null;
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}

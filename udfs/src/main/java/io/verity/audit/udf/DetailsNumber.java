package io.verity.audit.udf;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code DETAILS_NUMBER(details, key)}: a field of an event's details as a number to six decimals.
 * Null where it is none, is too large, or the details are no JSON object.
 */
public final class DetailsNumber extends ScalarFunction {

  private static final int MAX_DIGITS = 20;
  private static final int DECIMALS = 6;

  public @DataTypeHint("DECIMAL(26, 6)") BigDecimal eval(String details, String key) {
    JsonNode value = DetailsField.find(details, key);
    if (value == null || !(value.isNumber() || value.isTextual())) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(value.asText().strip());
      // before any arithmetic: 1e999999999 would fill the memory with its digits
      boolean fits = (long) number.precision() - number.scale() <= MAX_DIGITS;
      return fits ? number.setScale(DECIMALS, RoundingMode.HALF_UP) : null;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}

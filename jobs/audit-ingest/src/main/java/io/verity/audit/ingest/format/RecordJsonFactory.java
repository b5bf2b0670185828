package io.verity.audit.ingest.format;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * Makes the parsers of records. They share the field names met so far, so that a known name costs
 * neither an object nor its hash again.
 *
 * <p>Names inside {@code details} may be without end, ids for instance. A parser that meets a new
 * name copies all names known: up to 6000 in a factory as it comes, which made such records 20
 * times as slow. So this factory says when it is full, to be replaced by a new one. For the same
 * reason names are not interned; and colliding names are no error, as that error would depend on
 * the records before.
 */
final class RecordJsonFactory extends JsonFactory {

  private static final int MOST_NAMES = 128;

  RecordJsonFactory(int deepest) {
    super(
        new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(deepest)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .errorReportConfiguration(
                ErrorReportConfiguration.builder().maxErrorTokenLength(64).build()));
  }

  /** Whether it shares so many names that a new one makes it cheaper. */
  boolean isFull() {
    return _byteSymbolCanonicalizer.size() > MOST_NAMES;
  }
}

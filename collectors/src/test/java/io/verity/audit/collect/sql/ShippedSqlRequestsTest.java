package io.verity.audit.collect.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.verity.audit.evidence.catalog.ControlCatalog;
import io.verity.audit.evidence.catalog.ControlDefinition.SourceRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The handler understands what the shipped controls ask. */
class ShippedSqlRequestsTest {

  @Test
  void understandsEveryShippedRequest() {
    List<SourceRequest> sources =
        ControlCatalog.load(null).controls().stream()
            .filter(control -> control.collectionFn().equals("sql"))
            .flatMap(control -> control.sources().stream())
            .toList();

    assertThat(sources).isNotEmpty();
    for (SourceRequest source : sources) {
      assertThatNoException()
          .as(source.toString())
          .isThrownBy(
              () -> SqlText.of(SqlRequest.of(source.request()).query(), true, name -> "?", "?"));
    }
  }
}

package io.verity.audit.collect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.verity.audit.collect.AskedRequest;
import io.verity.audit.evidence.catalog.ControlCatalog;
import io.verity.audit.evidence.catalog.ControlDefinition.SourceRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The handler understands what the shipped controls ask. */
class ShippedHttpRequestsTest {

  @Test
  void understandsEveryShippedRequest() {
    List<SourceRequest> sources =
        ControlCatalog.load(null).controls().stream()
            .filter(control -> control.collectionFn().equals("http"))
            .flatMap(control -> control.sources().stream())
            .toList();

    assertThat(sources).isNotEmpty();
    for (SourceRequest source : sources) {
      assertThatNoException()
          .as(source.toString())
          .isThrownBy(
              () ->
                  Period.encodedInto(
                      HttpQuery.of(source.request()).path(), AskedRequest.of(Map.of(), "{}")));
    }
  }
}

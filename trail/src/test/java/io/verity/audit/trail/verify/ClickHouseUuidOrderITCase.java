package io.verity.audit.trail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.TrailServer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClickHouseUuidOrderITCase {

  @RegisterExtension static final TrailServer SERVER = new TrailServer();

  @Test
  void isTheServersOrder() {
    Random random = new Random(7);
    List<UUID> ids =
        Stream.concat(
                Stream.of(new UUID(0, 0), new UUID(-1, -1), new UUID(-1, 0), new UUID(0, -1)),
                Stream.generate(
                    () -> new UUID(random.nextLong(), random.nextLong() >> random.nextInt(64))))
            .limit(2000)
            .collect(Collectors.toList());
    Collections.shuffle(ids, random);
    String literals = ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));

    String sorted = SERVER.sql("SELECT arrayJoin([" + literals + "])::UUID AS id ORDER BY id");

    ids.sort(ClickHouseUuidOrder.INSTANCE);
    assertThat(Arrays.stream(sorted.split("\n")).map(UUID::fromString))
        .containsExactlyElementsOf(ids);
  }
}

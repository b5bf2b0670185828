package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.junit.jupiter.api.Test;

class UdfsTest {

  @Test
  void everyFunctionOfTheModuleIsRegistered() throws Exception {
    List<Class<?>> functions = new ArrayList<>();
    Path folder =
        Path.of(Udfs.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(Udfs.class.getPackageName().replace(".", "/"));
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = Class.forName(Udfs.class.getPackageName() + "." + name);
        if (UserDefinedFunction.class.isAssignableFrom(type)) {
          functions.add(type);
        }
      }
    }
    assertThat(functions).isNotEmpty();
    assertThat(Udfs.byName().values())
        .containsExactlyInAnyOrderElementsOf(
            functions.stream()
                .<Class<? extends UserDefinedFunction>>map(
                    type -> type.asSubclass(UserDefinedFunction.class))
                .toList());
  }

  @Test
  void aFunctionIsCalledAsItsClassIs() {
    Udfs.byName()
        .forEach(
            (name, type) ->
                assertThat(name.replace("_", "")).isEqualToIgnoringCase(type.getSimpleName()));
  }
}

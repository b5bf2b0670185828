package io.verity.audit.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Makes jars as a user would: compiled against this module, packed with a service file. */
final class PluginJars {

  static final String SERVICE = "META-INF/services/" + CollectionHandler.class.getName();

  private static final String HANDLER =
      """
      package %1$s;
      import com.fasterxml.jackson.databind.JsonNode;
      import com.fasterxml.jackson.databind.node.*;
      import io.verity.audit.collect.*;
      import java.util.*;
      public class Own implements CollectionHandler {
        public String name() { return "%1$s"; }
        public String version() { return "7"; }
        public SourceEvidence collect(CollectionRequest request) throws CollectionException, InterruptedException {
          %2$s
        }
        static SourceEvidence of(Object value) {
          return new SourceEvidence("own", TextNode.valueOf(String.valueOf(value)), Map.of());
        }
      }
      """;

  private final Path folder;

  PluginJars(Path folder) {
    this.folder = folder;
  }

  /** A jar with a handler of that name that does what the code says. */
  Path handler(String name, String code) throws IOException {
    Path classes = compile(Map.of(name + "/Own.java", HANDLER.formatted(name, code)));
    return pack(name + ".jar", classes, Map.of(SERVICE, name + ".Own\n"));
  }

  /** A jar with these sources, by their paths. */
  Path of(String jar, Map<String, String> sources, Map<String, String> files) throws IOException {
    return pack(jar, compile(sources), files);
  }

  static String source(String name, String code) {
    return HANDLER.formatted(name, code);
  }

  private Path compile(Map<String, String> sources) throws IOException {
    Path root = Files.createTempDirectory(folder.getParent(), "sources");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-proc:none", "-nowarn", "-d", root.resolve("out").toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = root.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
      arguments.add(file.toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    return root.resolve("out");
  }

  private Path pack(String name, Path classes, Map<String, String> files) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path file : compiled.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        entries.write(Files.readAllBytes(file));
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        entries.putNextEntry(new JarEntry(file.getKey()));
        entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }
}

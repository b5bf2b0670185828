package io.verity.audit.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlersTest {

  private static final String SECRET = "t0p-s3cret-value";

  @TempDir Path temp;

  private Path folder;
  private PluginJars jars;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectories(temp.resolve("handlers"));
    jars = new PluginJars(folder);
  }

  @Test
  void knowsThoseOfThisProgram() {
    try (Handlers handlers = Handlers.load(null)) {
      assertThat(handlers.names()).contains("sql", "config");
      assertThat(handlers.find("sql").orElseThrow().version()).isEqualTo("1");
      assertThat(handlers.find("nobody")).isEmpty();
    }
  }

  @Test
  void usesAJarOfTheUsers() throws Exception {
    jars.handler("own", "return of(request.source() + request.request().path(\"a\").asText());");
    try (Handlers handlers = Handlers.load(folder)) {
      assertThat(handlers.names()).contains("sql", "own");
      assertThat(collect(handlers, "own").data().asText()).isEqualTo("asked1");
      assertThat(handlers.find("own").orElseThrow().version()).isEqualTo("7");
    }
  }

  /**
   * Each brings a class of the same name in its own version, and one of a name that this program
   * uses itself.
   */
  @Test
  void keepsTheVersionsOfTwoJarsApart() throws Exception {
    String call = "return of(lib.Version.NUMBER + \" \" + okhttp3.OkHttp.VERSION);";
    for (String name : new String[] {"one", "two"}) {
      String version = "public class Version { public static final Object NUMBER = \"%s\"; }";
      String okHttp = "public class OkHttp { public static final Object VERSION = \"mine %s\"; }";
      jars.of(
          name + ".jar",
          Map.of(
              name + "/Own.java",
              PluginJars.source(name, call),
              "lib/Version.java",
              "package lib; " + version.formatted(name),
              "okhttp3/OkHttp.java",
              "package okhttp3; " + okHttp.formatted(name)),
          Map.of(PluginJars.SERVICE, name + ".Own"));
    }
    try (Handlers handlers = Handlers.load(folder)) {
      assertThat(collect(handlers, "one").data().asText()).isEqualTo("one mine one");
      assertThat(collect(handlers, "two").data().asText()).isEqualTo("two mine two");
    }
  }

  @Test
  void showsAJarNothingOfThisProgram() throws Exception {
    List<String> hidden =
        List.of(
            "io.verity.audit.collect.source.Sources",
            "io.verity.audit.store.Database",
            "okhttp3.OkHttpClient",
            "org.postgresql.Driver");
    jars.handler(
        "nosy",
        """
        StringBuilder seen = new StringBuilder();
        for (String type : "%s".split(" ")) {
          try { Class.forName(type); seen.append(type); } catch (ClassNotFoundException e) { }
        }
        return of(seen);
        """
            .formatted(String.join(" ", hidden)));
    try (Handlers handlers = Handlers.load(folder)) {
      assertThat(collect(handlers, "nosy").data().asText()).isEmpty();
    }
    for (String type : hidden) {
      assertThat(Class.forName(type)).as("would be there").isNotNull();
    }
  }

  @Test
  void findsClassesByTheJarsOwnLoader() throws Exception {
    jars.handler(
        "context",
        "return of(Thread.currentThread().getContextClassLoader() == Own.class.getClassLoader());");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (Handlers handlers = Handlers.load(folder)) {
      assertThat(collect(handlers, "context").data().asText()).isEqualTo("true");
    }
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  /** What a handler does, and what its record says then. */
  private static final Map<String, String> BROKEN =
      Map.ofEntries(
          Map.entry(
              "throw new Error(\"told \" + request.secret(\"password\"));",
              "java.lang.Error: told [redacted]"),
          Map.entry(
              "throw new IllegalStateException(request.secret(\"password\"));",
              "IllegalStateException: [redacted]"),
          Map.entry(
              "throw new CollectionException(\"no \" + request.secret(\"password\"), true, null, null);",
              "no [redacted]"),
          Map.entry("return collect(request);", "StackOverflowError"),
          Map.entry("throw new NoClassDefFoundError(\"gone\");", "NoClassDefFoundError: gone"),
          Map.entry("throw new OutOfMemoryError(\"full\");", "OutOfMemoryError"),
          Map.entry("return null;", "gave no evidence"),
          Map.entry("return new SourceEvidence(\"x\", null, Map.of());", "gave nothing"),
          Map.entry(
              "return new SourceEvidence(\"x\", MissingNode.getInstance(), Map.of());",
              "gave nothing"),
          Map.entry(
              "return new SourceEvidence(null, NullNode.getInstance(), Map.of());",
              "gave no evidence"),
          Map.entry(
              "return new SourceEvidence(\"x\", NullNode.getInstance(), null);",
              "NullPointerException"),
          Map.entry("return of(\"x\".repeat(40_000_000));", "more than max_bytes"),
          Map.entry(
              "ArrayNode a = JsonNodeFactory.instance.arrayNode(); a.add(a); return new SourceEvidence(\"x\", a, Map.of());",
              "failed"),
          Map.entry(
              "return new SourceEvidence(\"x\", new POJONode(new Object()), Map.of());",
              "no JSON"));

  @Test
  void failsOnlyTheCollectionOfABrokenHandler() throws Exception {
    List<String> codes = List.copyOf(BROKEN.keySet());
    Map<String, String> sources = new HashMap<>();
    StringBuilder services = new StringBuilder();
    for (int i = 0; i < codes.size(); i++) {
      String code = "if (request != null) { " + codes.get(i) + " } return null;";
      sources.put("broken%d/Own.java".formatted(i), PluginJars.source("broken" + i, code));
      services.append("broken%d.Own\n".formatted(i));
    }
    jars.of("broken.jar", sources, service(services.toString()));
    jars.handler("sound", "return of(1);");
    try (Handlers handlers = Handlers.load(folder)) {
      for (int i = 0; i < codes.size(); i++) {
        String name = "broken" + i;
        assertThatThrownBy(() -> collect(handlers, name))
            .as(codes.get(i))
            .isInstanceOf(CollectionException.class)
            .hasMessageContaining(BROKEN.get(codes.get(i)))
            .hasMessageNotContaining(SECRET)
            .hasNoCause();
      }
      assertThat(collect(handlers, "sound").data().asText()).isEqualTo("1");
    }
  }

  @Test
  void letsNoSecretOutWithTheEvidence() throws Exception {
    jars.handler(
        "echo",
        "String s = request.secret(\"password\"); return new SourceEvidence(\"http://x/?\" + s,"
            + " JsonNodeFactory.instance.objectNode().put(\"said\", \"got \" + s), Map.of(\"h\", s));");
    try (Handlers handlers = Handlers.load(folder)) {
      SourceEvidence evidence = collect(handlers, "echo");
      assertThat(evidence.toString()).doesNotContain(SECRET);
      assertThat(evidence.data().path("said").asText()).isEqualTo("got [redacted]");
    }
  }

  @Test
  void saysThatNulWasThere() throws Exception {
    jars.handler("nul", "return of(\"a\" + (char) 0);");
    try (Handlers handlers = Handlers.load(folder)) {
      SourceEvidence evidence = collect(handlers, "nul");
      assertThat(evidence.data().asText()).isEqualTo("a\uFFFD");
      assertThat(evidence.details()).containsKey("replaced");
    }
  }

  @Test
  void passesAnInterruptOn() throws Exception {
    jars.handler("slow", "Thread.sleep(60_000); return of(1);");
    try (Handlers handlers = Handlers.load(folder)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> collect(handlers, "slow")).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void refusesBrokenJarsByTheirNames() throws Exception {
    Files.writeString(folder.resolve("a-garbage.jar"), "no jar");
    jars.of("b-none.jar", Map.of("b/B.java", "package b; class B {}"), Map.of());
    jars.of("c-gone.jar", Map.of("c/C.java", "package c; class C {}"), service("c.Gone"));
    jars.of("d-no.jar", Map.of("d/D.java", "package d; public class D {}"), service("d.D"));
    jars.handler("sql", "return null;");
    String source = PluginJars.source("f", "return null;");
    jars.of(
        "f-throws.jar",
        Map.of("f/Own.java", source.replace("return \"7\"", "throw new Error(\"boom\")")),
        service("f.Own"));
    jars.of(
        "g-name.jar",
        Map.of("g/Own.java", PluginJars.source("g", "return null;").replace("\"g\"", "\"A b\"")),
        service("g.Own"));
    jars.of("h-empty.jar", Map.of("h/H.java", "package h; class H {}"), service("# nobody"));
    assertThatThrownBy(() -> Handlers.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(
            e ->
                assertThat(e.getMessage().lines())
                    .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("a-garbage.jar", "no jar"),
                        line -> assertThat(line).contains("b-none.jar", "META-INF/services"),
                        line -> assertThat(line).contains("c-gone.jar", "c.Gone"),
                        line -> assertThat(line).contains("d-no.jar", "d.D"),
                        line -> assertThat(line).contains("sql.jar", "named sql", "this program"),
                        line -> assertThat(line).contains("f-throws.jar", "boom"),
                        line -> assertThat(line).contains("g-name.jar", "needs a name"),
                        line -> assertThat(line).contains("h-empty.jar", "names no handler")));
  }

  @Test
  void refusesClassesOfALaterJava() throws Exception {
    Path jar = jars.handler("later", "return null;");
    try (var files = FileSystems.newFileSystem(jar)) {
      Path type = files.getPath("later/Own.class");
      byte[] bytes = Files.readAllBytes(type);
      bytes[7] = 99;
      Files.write(type, bytes);
    }
    assertThatThrownBy(() -> Handlers.load(folder))
        .hasMessageContaining("later.jar")
        .hasMessageContaining("UnsupportedClassVersionError");
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    assertThatThrownBy(() -> Handlers.load(temp.resolve("nowhere")))
        .hasMessageContaining("nowhere");
  }

  private static Map<String, String> service(String name) {
    return Map.of(PluginJars.SERVICE, name);
  }

  private static SourceEvidence collect(Handlers handlers, String name)
      throws CollectionException, InterruptedException {
    return handlers
        .find(name)
        .orElseThrow()
        .collect(
            AskedRequest.of(Map.of(), "{\"a\": 1}").withSecret("password", "Bearer " + SECRET));
  }
}

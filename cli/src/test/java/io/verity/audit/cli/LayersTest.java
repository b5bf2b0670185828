package io.verity.audit.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.verity.audit.control.config.ControlOption;
import io.verity.audit.control.holds.keeper.HoldsOption;
import io.verity.audit.ingest.config.IngestOption;
import io.verity.audit.report.config.ReporterOption;
import io.verity.audit.service.EnvironmentOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dependencies run one way: cli, then local-stack and jobs, then trail and store. */
@AnalyzeClasses(packages = "io.verity.audit", importOptions = DoNotIncludeTests.class)
class LayersTest {

  private static final String CLI = "io.verity.audit.cli..";
  private static final String STACK = "io.verity.audit.stack..";
  private static final String INGEST = "io.verity.audit.ingest..";
  private static final String REPORT = "io.verity.audit.report..";
  private static final String TRAIL = "io.verity.audit.trail..";
  private static final String STORE = "io.verity.audit.store..";
  private static final String SERVICE = "io.verity.audit.service..";
  private static final String CONTROL = "io.verity.audit.control..";
  private static final String EVIDENCE = "io.verity.audit.evidence..";
  private static final String COLLECT = "io.verity.audit.collect..";
  private static final String UDF = "io.verity.audit.udf..";
  private static final String CONNECTOR = "io.verity.audit.connector..";

  @ArchTest
  static final ArchRule TRAIL_KNOWS_NO_OTHER_MODULE =
      noClasses().that().resideInAPackage(TRAIL).should().dependOnClassesThat(ofProjectBut(TRAIL));

  @ArchTest
  static final ArchRule STORE_KNOWS_NO_OTHER_MODULE =
      noClasses().that().resideInAPackage(STORE).should().dependOnClassesThat(ofProjectBut(STORE));

  @ArchTest
  static final ArchRule SERVICE_KNOWS_NO_OTHER_MODULE =
      noClasses()
          .that()
          .resideInAPackage(SERVICE)
          .should()
          .dependOnClassesThat(ofProjectBut(SERVICE));

  @ArchTest
  static final ArchRule EVIDENCE_KNOWS_NO_OTHER_MODULE =
      noClasses()
          .that()
          .resideInAPackage(EVIDENCE)
          .should()
          .dependOnClassesThat(ofProjectBut(EVIDENCE));

  @ArchTest
  static final ArchRule COLLECTORS_KNOW_WHAT_THEY_KEEP_AND_WHERE =
      noClasses()
          .that()
          .resideInAPackage(COLLECT)
          .should()
          .dependOnClassesThat(ofProjectBut(COLLECT, EVIDENCE, STORE, SERVICE));

  @ArchTest
  static final ArchRule FUNCTIONS_KNOW_NO_OTHER_MODULE =
      noClasses().that().resideInAPackage(UDF).should().dependOnClassesThat(ofProjectBut(UDF));

  @ArchTest
  static final ArchRule CONNECTOR_KNOWS_NO_OTHER_MODULE =
      noClasses()
          .that()
          .resideInAPackage(CONNECTOR)
          .should()
          .dependOnClassesThat(ofProjectBut(CONNECTOR));

  @ArchTest
  static final ArchRule WHAT_IS_KEPT_KNOWS_NO_ENGINE_AND_NO_FRAMEWORK =
      noClasses()
          .that()
          .resideInAnyPackage(TRAIL, STORE, EVIDENCE, COLLECT)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.apache.flink..",
                  "org.apache.kafka..",
                  "io.javalin..",
                  "org.springframework..",
                  "jakarta.servlet..",
                  "org.eclipse.jetty..",
                  "com.sun.net.httpserver..",
                  "org.apache.pdfbox.."));

  @ArchTest
  static final ArchRule LOCAL_STACK_KNOWS_NO_JOB =
      noClasses()
          .that()
          .resideInAPackage(STACK)
          .should()
          .dependOnClassesThat(ofProjectBut(STACK, STORE))
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule JOBS_KNOW_NEITHER_CLI_NOR_LOCAL_STACK =
      noClasses()
          .that()
          .resideInAnyPackage(INGEST, REPORT)
          .should()
          .dependOnClassesThat(resideInAnyPackage(CLI, STACK));

  @ArchTest
  static final ArchRule INGEST_KNOWS_NO_REPORT =
      noClasses()
          .that()
          .resideInAPackage(INGEST)
          .should()
          .dependOnClassesThat(resideInAPackage(REPORT));

  @ArchTest
  static final ArchRule REPORT_KNOWS_NO_INGEST =
      noClasses()
          .that()
          .resideInAPackage(REPORT)
          .should()
          .dependOnClassesThat(resideInAPackage(INGEST));

  /** It meets the jobs only through a launch request, and their row in PostgreSQL. */
  @ArchTest
  static final ArchRule CONTROL_PLANE_KNOWS_NO_JOB_AND_NO_FLINK =
      noClasses()
          .that()
          .resideInAPackage(CONTROL)
          .should()
          .dependOnClassesThat(ofProjectBut(CONTROL, TRAIL, STORE, SERVICE, EVIDENCE, COLLECT))
          .orShould()
          .dependOnClassesThat(
              resideInAPackage("org.apache.flink..")
                  .and(resideOutsideOfPackages("org.apache.flink.kubernetes.operator.api..")));

  @ArchTest
  static final ArchRule JOBS_KNOW_NO_CONTROL_PLANE =
      noClasses()
          .that()
          .resideInAnyPackage(INGEST, REPORT, STACK)
          .should()
          .dependOnClassesThat(resideInAPackage(CONTROL));

  @ArchTest
  static final ArchRule CLI_LEAVES_FLINK_TO_THE_JOB =
      noClasses()
          .that()
          .resideInAPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  /** The local stack knows no job, and so names the variables that stand for servers itself. */
  @Test
  void variablesAreNamedInOnePlace() throws IOException {
    List<String> allowed =
        List.of(
            "IngestOption.java",
            "ReporterOption.java",
            "ControlOption.java",
            "KafkaPart.java",
            "ClickHousePart.java",
            "PostgresPart.java");
    try (Stream<Path> sources = Files.walk(Path.of("..").toRealPath())) {
      assertThat(
              sources
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> file.toString().contains("/src/main/"))
                  .filter(file -> !allowed.contains(file.getFileName().toString()))
                  .filter(LayersTest::hasVariableLiteral))
          .isEmpty();
    }
  }

  private static boolean hasVariableLiteral(Path source) {
    try {
      String text = Files.readString(source);
      return Stream.<EnvironmentOption[]>of(
              IngestOption.values(),
              ReporterOption.values(),
              ControlOption.values(),
              HoldsOption.values())
          .flatMap(Stream::of)
          .anyMatch(option -> text.contains('"' + option.name() + '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DescribedPredicate<JavaClass> ofProjectBut(String... itself) {
    return resideInAnyPackage("io.verity.audit..").and(resideOutsideOfPackages(itself));
  }
}

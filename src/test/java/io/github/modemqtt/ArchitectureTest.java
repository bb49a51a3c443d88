package io.github.modemqtt;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ArchitectureTest {
  private static final String ROOT = "io.github.modemqtt";
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern NULL_MARKED =
      Pattern.compile("^@NullMarked\\s+package ", Pattern.MULTILINE);

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPath(Path.of("target/classes"));
    assertTrue(classes.contain(ModemException.class), "nothing was imported");
  }

  /**
   * A layer and its {@code internal} packages know the root, themselves, and what is named here.
   */
  @ParameterizedTest
  @CsvSource({
    "transport, ''",
    "transcript, transport",
    "capture,   ''",
    "at,        transport",
    "modem,     at transport",
    "mqtt,      ''",
    "ecmt,      mqtt at transport",
    "outbox,    mqtt",
    "session,   outbox ecmt modem mqtt at transport",
    "metrics,   session mqtt modem at",
    "emulator,  transport",
    "pty,       transport",
    "broker,    ''",
    "testing,   session ecmt modem mqtt at transport transcript emulator broker",
  })
  void aLayerKnowsOnlyWhatIsBelowIt(String layer, String below) {
    String[] allowed =
        Stream.concat(Stream.of(layer), Stream.of(below.split(" ")).filter(s -> !s.isEmpty()))
            .map(name -> ROOT + "." + name + "..")
            .toArray(String[]::new);

    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "." + layer + "..")
            .should()
            .dependOnClassesThat(
                resideInAPackage(ROOT + "..")
                    .and(not(resideInAPackage(ROOT)))
                    .and(not(resideInAnyPackage(allowed)))));
  }

  @Test
  void theRootKnowsNoLayer() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT)))));
  }

  @Test
  void nobodyKnowsTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".cli.."));
  }

  @Test
  void onlyTheCommandLineAndTestsKnowTheBroker() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".broker..", ROOT + ".cli..", ROOT + ".testing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".broker.."));
  }

  @ParameterizedTest
  @CsvSource({
    "broker,    org.apache.activemq..",
    "transport, com.fazecast..",
    "pty,       com.sun.jna..",
    "cli,       picocli..",
    "cli,       org.jline..",
    "emulator,  io.netty..",
    "metrics,   io.micrometer..",
    "outbox,    java.sql..",
    "testing,   org.junit..",
    "testing,   org.opentest4j..",
  })
  void aForeignLibraryHasOneHome(String home, String library) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "." + home + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  @Test
  void aMockNeedsNoTestFramework() {
    check(
        noClasses()
            .that()
            .haveNameMatching(".*\\.testing\\.(Mock|Ec616).*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.opentest4j.."));
    assertTrue(classes.contain(ROOT + ".testing.MockModem"), "nothing was looked at");
  }

  @Test
  void nothingThatRunsKnowsWhatIsForTests() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".testing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".testing.."));
  }

  @Test
  void aClientNeedsNoMetricsLibrary() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".metrics.."));
  }

  @Test
  void onlyTheCommandLinePrintsAndExits() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Throwable.class, "printStackTrace"));
  }

  @Test
  void noLayersKnowEachOtherInACircle() {
    check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
  }

  @Test
  void noClassIsABagOfThings() {
    check(
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Manager"));
  }

  @Test
  void everyPackageSaysItsJobAndIsNullMarked() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> packages =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .distinct()
              .toList();
      assertTrue(packages.size() > 2, "too few packages: " + packages);

      assertEquals(List.of(), packages.stream().filter(folder -> !isDescribed(folder)).toList());
    }
  }

  private static boolean isDescribed(Path folder) {
    Path info = folder.resolve("package-info.java");
    try {
      if (!Files.exists(info)) {
        return false;
      }
      String text = Files.readString(info);
      return text.startsWith("/**") && NULL_MARKED.matcher(text).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(ArchRule rule) {
    List<String> violations =
        rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails();
    assertEquals("", violations.stream().collect(Collectors.joining("\n")), rule::getDescription);
  }
}

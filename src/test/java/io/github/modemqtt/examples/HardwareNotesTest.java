package io.github.modemqtt.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ecmt.EcmtProfile;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.testsupport.Document;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages say of the program is so. */
@Timeout(30)
class HardwareNotesTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern DRIVER_PROFILE = Pattern.compile("EcmtProfile\\.([A-Z]\\w*)");
  private static final Pattern MODULE_PROFILE = Pattern.compile("--profile[ =]([A-Z]\\w*)");
  private static final Pattern ANY_PROFILE = Pattern.compile("EC\\d{3}(_[A-Z_]+)");
  private static final Pattern JOINED_LITERALS = Pattern.compile("\"\\s*\\+\\s*\"");

  static List<Document> documents() {
    return Document.all();
  }

  private static Set<String> driverProfiles() {
    return Arrays.stream(EcmtProfile.class.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> field.getType() == EcmtProfile.class)
        .map(java.lang.reflect.Field::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> moduleProfiles() {
    return ModuleProfile.all().stream()
        .map(ModuleProfile::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> found(Pattern pattern, int group, Document document) {
    Set<String> names = new TreeSet<>();
    for (String text :
        Stream.concat(document.codeSpans().stream(), document.code().stream()).toList()) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        names.add(matcher.group(group));
      }
    }
    return names;
  }

  private static Set<String> without(Set<String> names, Set<String> known) {
    Set<String> rest = new TreeSet<>(names);
    rest.removeAll(known);
    return rest;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aProfileThatIsNamedExists(Document document) {
    Set<String> either = new TreeSet<>(driverProfiles());
    either.addAll(moduleProfiles());

    assertEquals(Set.of(), without(found(DRIVER_PROFILE, 1, document), driverProfiles()));
    assertEquals(Set.of(), without(found(MODULE_PROFILE, 1, document), moduleProfiles()));
    assertEquals(Set.of(), without(found(ANY_PROFILE, 0, document), either));
  }

  @Test
  void everyProfileIsExplained() {
    Document page = Document.read(Path.of("hardware-notes/ec616.md"));
    List<String> named = page.codeSpans();

    assertTrue(named.containsAll(driverProfiles()), () -> driverProfiles().toString());
    assertTrue(named.containsAll(moduleProfiles()), () -> moduleProfiles().toString());
  }

  /** The second column of the tables; what varies is written as three dots. */
  private static List<String> messages() throws IOException {
    return Files.readAllLines(Path.of("hardware-notes/symptoms.md")).stream()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split(" \\|", -1)[1])
        .flatMap(cell -> Document.codeSpans(cell).stream())
        .toList();
  }

  private static String literals() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        all.append(JOINED_LITERALS.matcher(Files.readString(file)).replaceAll("")).append('\n');
      }
    }
    return all.toString();
  }

  @Test
  void whatTheProgramIsToldToSayItSays() throws IOException {
    String literals = literals();
    List<String> messages = messages();

    assertTrue(messages.size() > 30, messages::toString);
    assertEquals(
        List.of(),
        messages.stream()
            .filter(
                message ->
                    Arrays.stream(message.split("\\.\\.\\.|[()]"))
                        .map(String::strip)
                        .anyMatch(piece -> piece.length() > 2 && !literals.contains(piece)))
            .toList());
  }
}

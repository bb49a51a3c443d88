package io.github.modemqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The notices that the executable jar owes those whose work it carries. */
@Timeout(20)
class ThirdPartyNoticesTest {
  /** The build makes it of the poms, and fails for a licence that is missing or new. */
  private static final Path LIST = Path.of("target/third-party/THIRD-PARTY.txt");

  private static final Path NOTICES = Path.of("src/main/executable/licenses");
  private static final Pattern ARTIFACT = Pattern.compile("\\((?:[\\w.-]+):([\\w.-]+):");

  private static List<String> notices() throws IOException {
    try (Stream<Path> files = Files.list(NOTICES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> bundled() throws IOException {
    assumeTrue(Files.exists(LIST), LIST + " does not exist yet: run 'mvn process-test-resources'");
    return Files.readAllLines(LIST).stream().filter(line -> line.startsWith("     (")).toList();
  }

  private static boolean owesItsOwnNotice(String line) {
    return !line.contains("(Apache-2.0)");
  }

  private static String artifact(String line) {
    return ARTIFACT.matcher(line).results().findFirst().orElseThrow().group(1);
  }

  @Test
  void whatIsNotUnderTheApacheLicenceHasItsNotice() throws IOException {
    List<String> owing =
        bundled().stream().filter(ThirdPartyNoticesTest::owesItsOwnNotice).toList();

    assertFalse(owing.isEmpty());
    for (String line : owing) {
      String artifact = artifact(line);
      assertTrue(
          notices().stream().anyMatch(notice -> artifact.startsWith(notice.replace(".txt", ""))),
          "no notice in " + NOTICES + " for " + line.strip());
    }
  }

  @Test
  void everyNoticeGoesIntoTheJar() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));

    List<String> included =
        Pattern.compile("<resource>META-INF/licenses/(.*?)</resource>")
            .matcher(pom)
            .results()
            .map(found -> found.group(1))
            .filter(name -> !name.equals(LIST.getFileName().toString()))
            .sorted()
            .toList();

    assertEquals(notices(), included);
  }

  @Test
  void whatIsLeftOutOfTheJarIsLeftOutOfTheList() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));

    String excluded =
        Pattern.compile("<excludedArtifacts>(.*?)</excludedArtifacts>")
            .matcher(pom)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    List<String> notBundled =
        Pattern.compile("<exclude>[\\w.]+:([\\w.-]+)</exclude>")
            .matcher(pom)
            .results()
            .map(found -> found.group(1))
            .toList();

    assertEquals(notBundled, List.of(excluded.split("\\|")));
  }
}

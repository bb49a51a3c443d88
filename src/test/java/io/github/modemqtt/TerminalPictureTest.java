package io.github.modemqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Element;

/** The picture in the README, which {@code src/site/terminal.sh} draws. */
@Timeout(20)
class TerminalPictureTest {
  private static final Path PICTURE = Path.of("src/site/terminal.svg");
  private static final long MOST_BYTES = 40_000;
  private static final Pattern OF_A_MACHINE =
      Pattern.compile("/(home|root|tmp|work|Users)/|@\\w+:");

  @Test
  void isADrawingThatStandsAlone() throws Exception {
    Element svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(PICTURE.toFile())
            .getDocumentElement();

    assertEquals("svg", svg.getTagName());
    assertTrue(svg.getElementsByTagName("text").getLength() > 20);
    for (String active : List.of("script", "image", "style", "a")) {
      assertEquals(0, svg.getElementsByTagName(active).getLength(), active);
    }
    assertTrue(Files.size(PICTURE) <= MOST_BYTES);
  }

  @Test
  void tellsNothingOfTheMachineThatDrewIt() throws Exception {
    String svg = Files.readString(PICTURE);

    assertFalse(OF_A_MACHINE.matcher(svg).find(), svg);
  }

  @Test
  void standsInTheReadme() throws Exception {
    String readme = Files.readString(Path.of("README.md"));

    assertTrue(readme.contains("](" + PICTURE + ")"));
  }
}

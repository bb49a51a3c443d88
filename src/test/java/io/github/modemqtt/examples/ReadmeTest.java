package io.github.modemqtt.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README shows as Java is part of a source that is compiled here. */
class ReadmeTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- example: (\\w+\\.java) -->\n```java\n(.*?)```", Pattern.DOTALL);
  private static final Path SOURCES = Path.of("src/test/java/io/github/modemqtt/examples");

  static Stream<Arguments> examples() throws IOException {
    Stream.Builder<Arguments> examples = Stream.builder();
    Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    while (matcher.find()) {
      examples.add(Arguments.of(matcher.group(1), matcher.group(2)));
    }
    return examples.build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void theReadmeShowsWhatCompiles(String file, String shown) throws IOException {
    String source = withoutMargin(Files.readString(SOURCES.resolve(file)));
    assertTrue(source.contains(withoutMargin(shown)), () -> "not in " + file + ":\n" + shown);
  }

  private static String withoutMargin(String text) {
    return text.replaceAll("(?m)^ +", "");
  }
}

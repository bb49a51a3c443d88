package io.github.modemqtt.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, as Markdown.
 *
 * @param path where it is
 * @param prose its text without blocks of code
 * @param code the lines of its blocks of code that are in no named language
 */
public record Document(Path path, String prose, List<String> code) {
  private static final List<Path> FOLDERS =
      List.of(Path.of("hardware-notes"), Path.of("at-scripts"));
  private static final Path README = Path.of("README.md");
  private static final String FENCE = "```";
  private static final String PARAGRAPHS = "\n\\s*\n";
  private static final Pattern CODE_SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  /** All pages that users read. */
  public static List<Document> all() {
    List<Document> documents = new ArrayList<>(List.of(read(README)));
    for (Path folder : FOLDERS) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .sorted()
            .map(Document::read)
            .forEach(documents::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return documents;
  }

  /** Reads one page. */
  public static Document read(Path path) {
    StringBuilder prose = new StringBuilder();
    List<String> code = new ArrayList<>();
    String language = null;
    for (String line : lines(path)) {
      if (line.startsWith(FENCE)) {
        language = language == null ? line.substring(FENCE.length()) : null;
      } else if (language == null) {
        prose.append(line).append('\n');
      } else if (language.isEmpty()) {
        code.add(line);
      }
    }
    return new Document(path, prose.toString(), List.copyOf(code));
  }

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands in backquotes in a text, also across the end of a line. */
  public static List<String> codeSpans(String text) {
    List<String> spans = new ArrayList<>();
    for (String paragraph : text.split(PARAGRAPHS)) {
      CODE_SPAN
          .matcher(paragraph)
          .results()
          .map(span -> span.group(1).replace('\n', ' '))
          .forEach(spans::add);
    }
    return spans;
  }

  /** What stands in backquotes on this page. */
  public List<String> codeSpans() {
    return codeSpans(prose);
  }

  /** The targets of the links to other pages, or to places on this one. */
  public List<String> localLinks() {
    return Arrays.stream(prose.split(PARAGRAPHS))
        .flatMap(part -> LINK.matcher(CODE_SPAN.matcher(part).replaceAll("")).results())
        .map(link -> link.group(1))
        .filter(target -> !target.contains("://"))
        .toList();
  }

  /** The names by which headings can be linked to, as GitHub makes them. */
  public Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> times = new HashMap<>();
    HEADING
        .matcher(prose)
        .results()
        .map(MatchResult::group)
        .map(Document::anchor)
        .forEach(
            anchor -> {
              int before = times.merge(anchor, 1, Integer::sum) - 1;
              anchors.add(before == 0 ? anchor : anchor + "-" + before);
            });
    return anchors;
  }

  private static String anchor(String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

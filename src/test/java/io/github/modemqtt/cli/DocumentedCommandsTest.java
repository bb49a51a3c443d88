package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.testsupport.Document;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParseResult;

/** The calls that the documentation shows have commands and options that exist. */
@Timeout(30)
class DocumentedCommandsTest {
  private static final Pattern CALL =
      Pattern.compile(
          "(?:^|[\\s(])(?:modemqtt|java(?: \\S+)*? -jar \\S*modemqtt\\.jar) +(?<words>[a-z].*)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");
  private static final Pattern END = Pattern.compile("[|;&<>#].*|\\d?>.*");

  static List<Document> documents() {
    return Document.all();
  }

  private static List<String> calls(Document document) {
    List<String> calls = new ArrayList<>();
    Stream.concat(document.code().stream(), document.codeSpans().stream())
        .map(CALL::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group("words"))
        .forEach(calls::add);
    return calls;
  }

  private static String[] words(String call) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(call);
    while (matcher.find()) {
      String plain = matcher.group(3);
      if (plain != null && END.matcher(plain).matches()) {
        break;
      }
      words.add(
          plain != null
              ? plain.replaceFirst("\\)$", "")
              : matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    return words.toArray(String[]::new);
  }

  private static CommandLine parser() {
    Streams streams = new Streams(InputStream.nullInputStream(), System.out, System.err, false);
    CommandLine parser = Main.commandLine(streams, "completion"); // has all commands
    parser.setExpandAtFiles(false);
    parser.getCommandSpec().parser().collectErrors(true);
    parser
        .getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().parser().collectErrors(true));
    return parser;
  }

  /** What is wrong with a call; that something is left out is not. */
  private static List<String> faults(String call) {
    List<Exception> errors = new ArrayList<>();
    for (ParseResult part = parser().parseArgs(words(call));
        part != null;
        part = part.subcommand()) {
      errors.addAll(part.errors());
    }
    return errors.stream()
        .filter(error -> !(error instanceof MissingParameterException))
        .map(error -> call + ": " + error.getMessage())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCallIsAccepted(Document document) {
    assertEquals(
        List.of(), calls(document).stream().flatMap(call -> faults(call).stream()).toList());
  }

  @Test
  void thereAreCallsAndAWrongOneIsNoticed() {
    assertTrue(documents().stream().mapToInt(document -> calls(document).size()).sum() > 50);
    assertEquals(List.of(), faults("probe --modem PORT # looks"));
    assertEquals(1, faults("probe --modem PORT --bauds 9600").size());
    assertEquals(1, faults("probing").size());
  }
}

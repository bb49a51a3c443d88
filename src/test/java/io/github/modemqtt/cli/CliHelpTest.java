package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

@Timeout(30)
class CliHelpTest {
  private static final int COLUMNS = 80;
  private static final String SYSTEM =
      String.join(
          " ",
          System.getProperty("os.name"),
          System.getProperty("os.version"),
          System.getProperty("os.arch"));
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir Path folder;

  static Stream<Class<?>> commands() {
    return Stream.of(
        DemoCommand.class,
        PortsCommand.class,
        ProbeCommand.class,
        PubCommand.class,
        SubCommand.class,
        AtOneShotCommand.class,
        TermCommand.class,
        BenchCommand.class,
        EmulateCommand.class,
        RecordCommand.class,
        ReplayCommand.class,
        DecodeCommand.class,
        ImportCommand.class,
        RedactCommand.class,
        RunCommand.class,
        DiffCommand.class,
        CompletionCommand.class);
  }

  private static CommandLine parserOf(Class<?> command) throws Exception {
    Streams streams = new Streams(InputStream.nullInputStream(), System.out, System.err, false);
    return new CommandLine(new StreamsFactory(streams).create(command));
  }

  private static String helpOf(CommandLine parser) throws InterruptedException {
    Cli.Result result = Cli.run(parser.getCommandName(), "--help");
    assertEquals(0, result.exitCode());
    assertEquals("", result.err());
    return result.out();
  }

  @Test
  void everyCommandIsKnownByTheNameThatItHas() throws Exception {
    List<String> names = new ArrayList<>();
    for (Class<?> command : commands().toList()) {
      names.add(parserOf(command).getCommandName());
    }

    assertEquals(names, Commands.NAMES);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpOfACommandSaysWhatItDoesAndShowsExamples(Class<?> command) throws Exception {
    String help = helpOf(parserOf(command));

    assertTrue(help.contains("Usage: modemqtt "), help);
    assertTrue(help.contains("Examples:\n  "), help);
    assertFalse(help.contains("${"), help);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpOfACommandDocumentsEveryOption(Class<?> command) throws Exception {
    CommandLine parser = parserOf(command);
    String help = helpOf(parser);

    for (OptionSpec option : parser.getCommandSpec().options()) {
      assertTrue(help.contains(" " + option.longestName()), option.longestName());
      assertTrue(option.description().length > 0, option.longestName());
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyExampleIsAccepted(Class<?> command) throws Exception {
    CommandLine parser = parserOf(command);
    String name = parser.getCommandName() + " ";
    String[] examples = parser.getCommandSpec().usageMessage().footer();

    for (String example : examples) {
      assertTrue(example.length() <= COLUMNS, example);
      String call = example.substring(example.indexOf("modemqtt ") + "modemqtt ".length());
      if ((call + " ").startsWith(name)) {
        parser.parseArgs(words(call.replaceFirst("\\(.*\\)$", "").substring(name.length() - 1)));
      }
    }
    assertTrue(Arrays.stream(examples).anyMatch(e -> e.contains("modemqtt " + name.strip())));
  }

  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words.toArray(String[]::new);
  }

  @Test
  void theListOfCommandsSaysEachInOneWholeSentence() throws Exception {
    Cli.Result result = Cli.run("--help");

    assertEquals(0, result.exitCode());
    for (Class<?> command : commands().toList()) {
      CommandLine parser = parserOf(command);
      String[] header = parser.getCommandSpec().usageMessage().header();
      String[] told =
          header.length > 0 ? header : parser.getCommandSpec().usageMessage().description();
      assertEquals(1, told.length);
      assertTrue(told[0].endsWith("."), told[0]);
      String unwrapped = result.out().replaceAll("\\s+", " ");
      assertTrue(unwrapped.contains(" " + parser.getCommandName() + " " + told[0]), told[0]);
    }
    assertTrue(result.out().contains("Exit codes: 0 success, 1 failed"), result.out());
  }

  @Test
  void theVersionIsShown() throws InterruptedException {
    Cli.Result result = Cli.run("--version");

    assertEquals(0, result.exitCode());
    assertTrue(result.out().startsWith("modemqtt "), result.out());
    assertTrue(
        result.out().endsWith("Java " + Runtime.version() + "\n" + SYSTEM + "\n"), result.out());
  }

  @Test
  void theVersionOfAJarIsThatOfItsManifest() throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2.3");
    manifest.getMainAttributes().putValue("Implementation-Build", "abc1234");
    Path jar = folder.resolve("modemqtt.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry("Version.class"));
    }

    String[] lines = Version.lines(URI.create("jar:" + jar.toUri() + "!/Version.class").toURL());

    assertArrayEquals(
        new String[] {"modemqtt 1.2.3", "Commit abc1234", "Java " + Runtime.version(), SYSTEM},
        lines);
  }

  @Test
  void portsListsOrSaysThatThereAreNone() throws InterruptedException {
    Cli.Result result = Cli.run("ports");

    assertEquals(0, result.exitCode());
    assertTrue(result.out().isEmpty() != result.err().isEmpty(), result.everything());
  }
}

package io.github.modemqtt.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A session between host and module.
 *
 * <p>What is printed is read back as the same transcript, and printing that gives the same text.
 *
 * @param header what the session is, in order: by convention {@code module}, {@code firmware},
 *     {@code baud}, {@code date} and {@code shows}. Names are letters, digits and hyphens; values
 *     are one line of text each
 * @param steps what was sent, in order
 */
public record Transcript(Map<String, String> header, List<Step> steps) {
  /**
   * Checks the header, and that each placeholder is sent by the host before the module uses it.
   *
   * @param header what the session is, copied
   * @param steps what was sent, copied
   * @throws IllegalArgumentException if a header is not a name and one line of text, or a
   *     placeholder is used by the module before the host has sent it, or is given a length again
   */
  public Transcript {
    header = Collections.unmodifiableMap(new LinkedHashMap<>(header));
    header.forEach(Transcript::requireHeader);
    steps = List.copyOf(steps);
    requirePlaceholdersInOrder(steps);
  }

  /**
   * Reads a transcript.
   *
   * @param text the text, with any line ends
   * @return the transcript
   * @throws TranscriptFormatException if the text is none; says where and what is expected
   */
  public static Transcript parse(String text) {
    return new TranscriptParser(text).parse().transcript();
  }

  /**
   * Reads a transcript from a file.
   *
   * @param file the file, in UTF-8
   * @return the transcript
   * @throws TranscriptFormatException if the file holds none; says where and what is expected
   * @throws TranscriptFileException if the file cannot be read
   */
  public static Transcript read(Path file) {
    return parse(readText(file));
  }

  static String readText(Path file) {
    try {
      return TranscriptParser.decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new TranscriptFileException("read", file, e);
    }
  }

  /**
   * Prints the transcript.
   *
   * @return its text, with line feeds as line ends
   */
  public String print() {
    StringBuilder text = new StringBuilder();
    TranscriptPrinter.header(text, header);
    steps.forEach(step -> TranscriptPrinter.step(text, step));
    return text.toString();
  }

  /**
   * The same session without its secrets: as if it had been recorded with this redaction.
   *
   * <p>Secrets are found in remarks as well, and crossed out there. Placeholders stay as they are.
   *
   * @param redaction what is not shown
   * @return the transcript
   * @throws TooManySecretsException if there are more than a thousand different ones
   */
  public Transcript redacted(Redaction redaction) {
    return new TranscriptRedactor(redaction).redact(this);
  }

  static boolean isHeaderName(String name) {
    return Placeholder.isName(name);
  }

  private static void requireHeader(String name, String value) {
    if (!isHeaderName(name)) {
      throw new IllegalArgumentException(
          "A header's name is a letter, then letters, digits and hyphens: '" + name + "'");
    }
    if (value.isEmpty() || !value.equals(value.strip()) || Escapes.firstUnprintable(value) >= 0) {
      throw new IllegalArgumentException("Header " + name + " is not one line of text");
    }
  }

  private static void requirePlaceholdersInOrder(List<Step> steps) {
    Set<String> known = new HashSet<>();
    for (Step step : steps) {
      if (step instanceof Step.HostSends sent) {
        sent.content().placeholders().forEach(used -> requireLengthOnce(used, known));
      } else if (step instanceof Step.ModuleSends sent) {
        sent.content().placeholders().forEach(used -> requireKnown(used, known));
      }
    }
  }

  private static void requireLengthOnce(Placeholder used, Set<String> known) {
    if (!known.add(used.name()) && used.bytes() != Placeholder.NUMBER) {
      throw new IllegalArgumentException(used + " has its length already");
    }
  }

  private static void requireKnown(Placeholder used, Set<String> known) {
    if (!known.contains(used.name())) {
      throw new IllegalArgumentException(
          "The module uses " + used + " before the host has sent it");
    }
    requireLengthOnce(used, known);
  }
}

package io.github.modemqtt.cli.term;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Local commands that send files, and data that the module waits for. */
final class DataCommands {
  private static final int LARGEST_FILE = 65_536;

  private final Conversation conversation;

  DataCommands(Conversation conversation) {
    this.conversation = conversation;
  }

  List<LocalCommand> all() {
    return List.of(
        new LocalCommand(
            "/send",
            "FILE",
            1,
            1,
            "Sends the lines of a file, or, after a >, all of it as data.",
            this::send),
        new LocalCommand(
            "/data",
            "hex DIGITS | file FILE | text TEXT | cancel",
            1,
            2,
            "Sends data after a >.",
            this::data));
  }

  private void send(List<String> words) throws IOException {
    Path file = Path.of(words.get(0));
    if (conversation.isDataMode()) {
      conversation.sendData(read(file));
      return;
    }
    List<String> lines =
        new String(read(file), StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    if (lines.size() > Conversation.MAX_WAITING) {
      throw new IllegalArgumentException(
          file + " has " + lines.size() + " lines, more than " + Conversation.MAX_WAITING);
    }
    lines.forEach(line -> conversation.submit(line, false));
  }

  private void data(List<String> words) throws IOException {
    if (words.get(0).equals("cancel")) {
      conversation.cancelData();
      return;
    }
    if (words.size() < 2) {
      throw new IllegalArgumentException("there is no data");
    }
    conversation.sendData(
        switch (words.get(0)) {
          case "hex" -> hex(words.get(1));
          case "file" -> read(Path.of(words.get(1)));
          case "text" -> words.get(1).getBytes(StandardCharsets.UTF_8);
          default ->
              throw new IllegalArgumentException("'" + words.get(0) + "' is no kind of data");
        });
  }

  private static byte[] hex(String digits) {
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("DIGITS are not pairs of hexadecimal digits");
    }
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new IllegalArgumentException(file + " is larger than " + LARGEST_FILE + " bytes");
    }
    return Files.readAllBytes(file);
  }
}

package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.PromptData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Commands as they are given, each with the data that it asks for.
 *
 * <p>A line that begins with {@code >} is the data of the command before it.
 */
final class AtScript {
  private static final String DATA = ">";
  private static final String PUBLISH = "AT+ECMTPUB=";
  private static final int PUBLISH_FIELDS_BEFORE_PAYLOAD = 5;

  private final Duration timeout;
  private final List<AtCommand<List<String>>> commands = new ArrayList<>();
  private @Nullable RawCommand last;

  AtScript(Duration timeout) {
    this.timeout = timeout;
  }

  /** Takes a command, data, a remark or an empty line. */
  void add(String line) {
    String text = line.strip();
    if (text.startsWith(DATA)) {
      String data = line.stripLeading().substring(DATA.length());
      addData((data.startsWith(" ") ? data.substring(1) : data).getBytes(UTF_8));
    } else if (!text.isEmpty() && !text.startsWith("#")) {
      endCommand();
      requireAscii(text);
      last = new RawCommand(text, timeout);
    }
  }

  private static void requireAscii(String command) {
    command
        .codePoints()
        .filter(character -> character > '~')
        .findFirst()
        .ifPresent(
            character -> {
              throw new IllegalArgumentException(
                  "a command is ASCII, and '"
                      + Character.toString(character)
                      + "' is not: publish it as data behind the command, '> TEXT', or with pub");
            });
  }

  /** Gives data to the last command. */
  void addData(byte[] data) {
    RawCommand command = last;
    if (command == null) {
      throw new IllegalArgumentException("there is data, but no command without data before it");
    }
    commands.add(new PromptedCommand(command, PromptData.endedByCtrlZ(data)));
    last = null;
  }

  List<AtCommand<List<String>>> commands() {
    endCommand();
    return List.copyOf(commands);
  }

  /** The module would wait for data, and take the next command for it. */
  private void endCommand() {
    RawCommand command = last;
    last = null;
    if (command == null) {
      return;
    }
    if (asksForData(command.text())) {
      throw new IllegalArgumentException(
          command.line()
              + " asks for data: give it behind the command as '> TEXT', or with --data FILE");
    }
    commands.add(command);
  }

  /** Whether a module answers with a prompt, as far as that is known. */
  private static boolean asksForData(String command) {
    String name = command.toUpperCase(Locale.ROOT);
    if (name.startsWith("AT+CMGS=") && !name.endsWith("?")) {
      return true;
    }
    return name.startsWith(PUBLISH)
        && !name.endsWith("?")
        && fields(command.substring(PUBLISH.length())) == PUBLISH_FIELDS_BEFORE_PAYLOAD;
  }

  /** A comma at the end is no field; the payload, with its own commas and quotes, is one. */
  private static int fields(String values) {
    int fields = 1;
    boolean quoted = false;
    for (int i = 0; i < values.length() - 1; i++) {
      if (values.charAt(i) == '"') {
        quoted = !quoted;
      } else if (values.charAt(i) == ',' && !quoted) {
        fields++;
      }
    }
    return fields;
  }
}

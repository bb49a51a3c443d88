package io.github.modemqtt.cli.term;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Brings lines to the screen as the user wants to see them; any thread may. */
final class Printout {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS ", Locale.ROOT);
  private static final int BYTES_A_LINE = 16;

  private final Screen screen;
  private volatile boolean timestamps;
  private volatile boolean hex;
  private volatile boolean localEcho;

  Printout(Screen screen, boolean localEcho) {
    this.screen = screen;
    this.localEcho = localEcho;
  }

  void timestamps(boolean on) {
    timestamps = on;
  }

  void hex(boolean on) {
    hex = on;
  }

  void localEcho(boolean on) {
    localEcho = on;
  }

  void prompt(String prompt) {
    screen.prompt(prompt);
  }

  /** What the terminal itself says; it gets no time. */
  void note(String text) {
    screen.show(Style.NOTE, "* " + printable(text), "");
  }

  void help(String text) {
    screen.show(Style.REPLY, text, "");
  }

  void trouble(String text) {
    screen.show(Style.TROUBLE, time() + "! " + printable(text), "");
  }

  /** A line that goes to the module; shown if the user has not seen it while typing. */
  void sent(String line, boolean typed) {
    String masked = Masking.mask(line);
    if (!typed || localEcho) {
      screen.show(Style.SENT, time() + "> " + printable(masked), "");
    }
    bytes("> ", masked + "\r");
  }

  void sentData(byte[] data, String terminator) {
    screen.show(Style.SENT, time() + "> (" + data.length + " bytes and " + terminator + ")", "");
    bytes("> ", new String(data, ISO_8859_1));
  }

  void received(Style style, String line, String meaning) {
    screen.show(style, time() + printable(Masking.mask(line)), printable(meaning));
  }

  /** Bytes that came, if the user wants to see them. */
  void receivedBytes(String bytes) {
    bytes("< ", Masking.mask(bytes));
  }

  private void bytes(String direction, String bytes) {
    if (!hex) {
      return;
    }
    for (int from = 0; from < bytes.length(); from += BYTES_A_LINE) {
      String part = bytes.substring(from, Math.min(bytes.length(), from + BYTES_A_LINE));
      screen.show(Style.FAINT, time() + direction + dump(part), "");
    }
  }

  private static String dump(String bytes) {
    StringBuilder line = new StringBuilder(BYTES_A_LINE * 4);
    for (int i = 0; i < BYTES_A_LINE; i++) {
      line.append(i < bytes.length() ? String.format("%02X ", (int) bytes.charAt(i)) : "   ");
    }
    line.append(' ');
    bytes.chars().forEach(c -> line.append(c >= ' ' && c <= '~' ? (char) c : '.'));
    return line.toString();
  }

  private String time() {
    return timestamps ? TIME.format(LocalTime.now()) : "";
  }

  /** What comes from outside must not be able to write control sequences to a terminal. */
  static String printable(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                printable.append(String.format("\\x%02X", c));
              } else {
                printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }
}

package io.github.modemqtt.cli;

import io.github.modemqtt.capture.CaptureDecoder;

/**
 * Gives a capture the line ends back that a logger took.
 *
 * <p>A module begins and ends each unit with CR LF, so a capture of the port soon has an empty
 * line; from there on it is left as it is. A log without carriage returns gets them back. In a log
 * without empty lines, which shows where {@code OK} and a line that begins with {@code +} touch,
 * each line that begins with {@code +}, or is {@code OK}, {@code ERROR} or a prompt, gets the CR LF
 * before it back: without that a message would never end.
 *
 * <p>The same bytes have the same effect in pieces of any size.
 */
final class LineEndRepair {
  private static final int LONGEST_LINE = 8192;
  private static final byte[] LINE_END = {'\r', '\n'};

  private enum State {
    /** Nothing is known yet. */
    WATCHING,
    /** As it came from the port. */
    EXACT,
    /** Lines that a logger has written. */
    LOG
  }

  private enum Look {
    EMPTY,
    EXTENDED,
    FINAL,
    PROMPT,
    OTHER
  }

  private final CaptureDecoder decoder;
  private final byte[] line = new byte[LONGEST_LINE];
  private State state = State.WATCHING;
  private Look before = Look.OTHER;
  private int length;
  private int passed;
  private boolean showsEmptyLines;
  private boolean hasLineFeedsOnly;
  private boolean isOverlong;

  LineEndRepair(CaptureDecoder decoder) {
    this.decoder = decoder;
  }

  void feed(byte[] buffer, int from, int to) {
    int at = from;
    while (at < to && state != State.EXACT) {
      byte next = buffer[at++];
      if (next == '\n') {
        endLine();
      } else {
        hold(next);
      }
    }
    if (state == State.WATCHING) {
      pass();
    }
    decoder.feed(buffer, at, to - at);
  }

  void end() {
    pass();
    decoder.end();
  }

  /** What is longer than a line can be is handed on as it is, up to its end. */
  private void hold(byte value) {
    if (length == LONGEST_LINE) {
      if (state == State.WATCHING) {
        state = State.EXACT;
      }
      pass();
      length = 0;
      passed = 0;
      isOverlong = true;
    }
    line[length++] = value;
  }

  /** Hands on what is held of the line, which stays for a look at its end. */
  private void pass() {
    decoder.feed(line, passed, length - passed);
    passed = length;
  }

  private void endLine() {
    boolean carriageReturn = length > 0 && line[length - 1] == '\r';
    Look look = isOverlong ? Look.OTHER : look();
    if (state == State.LOG) {
      beginLogged(look);
    } else {
      watch(look, carriageReturn);
    }
    pass();
    boolean lost = state == State.LOG && hasLineFeedsOnly && !carriageReturn;
    decoder.feed(LINE_END, lost ? 0 : 1, lost ? 2 : 1);
    if (state == State.LOG && hasLineFeedsOnly && carriageReturn) {
      state = State.EXACT;
    }
    before = look;
    length = 0;
    passed = 0;
    isOverlong = false;
  }

  private void watch(Look look, boolean carriageReturn) {
    boolean touching =
        before == Look.FINAL && look == Look.EXTENDED
            || before == Look.EXTENDED && look == Look.FINAL;
    if (look == Look.EMPTY) {
      state = carriageReturn ? State.EXACT : State.LOG;
      showsEmptyLines = true;
    } else if (touching) {
      state = State.LOG;
    } else if (isMessage()) {
      state = hasLineFeedsOnly && !carriageReturn ? State.LOG : State.EXACT;
    }
    hasLineFeedsOnly = !carriageReturn;
  }

  private void beginLogged(Look look) {
    showsEmptyLines |= look == Look.EMPTY;
    if (!showsEmptyLines && look != Look.OTHER) {
      decoder.feed(LINE_END, 0, LINE_END.length);
    }
  }

  private Look look() {
    int end = length;
    while (end > 0 && line[end - 1] == '\r') {
      end--;
    }
    if (end == 0) {
      return Look.EMPTY;
    }
    if (line[0] == '+') {
      return Look.EXTENDED;
    }
    if (is("OK", end) || is("ERROR", end)) {
      return Look.FINAL;
    }
    return is(">", end) || is("> ", end) ? Look.PROMPT : Look.OTHER;
  }

  private boolean is(String text, int end) {
    return end == text.length() && startsWith(text);
  }

  private boolean isMessage() {
    return startsWith("+ECMTRECV:");
  }

  private boolean startsWith(String text) {
    if (length < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (line[i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}

package io.github.modemqtt.emulator.internal.decoder;

/** Finds the extent of one parameter in a line buffer; reused for each parameter. */
final class ParameterScanner {
  /** Digits that a decimal parameter may have. */
  private static final int MAX_DIGITS = 10;

  /** What ended a parameter. */
  enum End {
    COMMA,
    COMMAND,
    LINE,
    SYNTAX_ERROR
  }

  private int start;
  private int stop;
  private int quotes;
  private int position;

  /** The first byte of the value, or -1 if there is none. */
  int start() {
    return start;
  }

  /** The byte after the value. */
  int stop() {
    return stop;
  }

  /** Whether the parameter has quotes. */
  boolean quoted() {
    return quotes > 0;
  }

  /** After a comma: the byte behind it. Otherwise: the byte that ended the parameter. */
  int position() {
    return position;
  }

  /**
   * Scans from {@code at}; the buffer's byte at its end is a CR, so that the scan always stops.
   *
   * <p>Blanks outside quotes are dropped, except that one ends a basic command's number. A comma
   * directly behind the opening quote does not open the value: the firmware loses it.
   */
  End scan(byte[] buffer, int at, boolean basic, boolean decimal) {
    start = -1;
    stop = -1;
    quotes = 0;
    for (position = at; ; position++) {
      int octet = buffer[position] & 0xFF;
      if (quotes == 1 && (octet == ' ' || octet == ';')) {
        open();
        continue;
      }
      switch (octet) {
        case ' ':
          if (basic) {
            return close(End.COMMAND);
          }
          closeValue();
          break;
        case ';':
          return close(End.COMMAND);
        case '\r':
          return quotes == 1 ? End.SYNTAX_ERROR : close(End.LINE);
        case ',':
          if (quotes != 1) {
            close(End.COMMA);
            position++;
            return End.COMMA;
          }
          break;
        case '"':
          if (!quote()) {
            return End.SYNTAX_ERROR;
          }
          break;
        default:
          if (!ordinary(octet) || (decimal && !fitsDecimal())) {
            return End.SYNTAX_ERROR;
          }
      }
    }
  }

  private void open() {
    if (start < 0) {
      start = position;
    }
  }

  private void closeValue() {
    if (start >= 0 && stop < 0) {
      stop = position;
    }
  }

  private End close(End end) {
    closeValue();
    return end;
  }

  private boolean quote() {
    quotes++;
    if (quotes == 2) {
      closeValue();
    }
    return quotes == 2 || (quotes == 1 && start < 0);
  }

  /** Control characters other than LF, and text behind a closed value, are errors. */
  private boolean ordinary(int octet) {
    if ((octet < 0x20 && octet != '\n') || quotes >= 2 || stop >= 0) {
      return false;
    }
    open();
    return true;
  }

  private boolean fitsDecimal() {
    return quotes == 0 && position - start < MAX_DIGITS;
  }
}

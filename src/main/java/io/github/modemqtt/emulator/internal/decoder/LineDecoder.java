package io.github.modemqtt.emulator.internal.decoder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Takes a line buffer apart into commands.
 *
 * <p>A line buffer ends with CR and may hold several command lines with a CR between them; a
 * command line holds one command or more, joined by {@code ;} (a blank after a basic command).
 */
public final class LineDecoder {
  private static final int MAX_NAME = 32;
  private static final long MAX_DECIMAL = 0xFFFF_FFFFL;
  private static final Decoded SYNTAX_ERROR = new Decoded.SyntaxError();
  private static final Decoded NOTHING = new Decoded.Nothing();

  private final Grammar grammar;
  private final ParameterScanner scanner = new ParameterScanner();
  private byte[] buffer = {'\r'};
  private int end;

  /** The next command, or -1 if the line buffer is used up. */
  private int next = -1;

  /** Whether the next command starts a command line. */
  private boolean startOfLine;

  private int cursor;
  private int lineStart;

  /**
   * Creates a decoder.
   *
   * @param grammar the commands that it knows
   */
  public LineDecoder(Grammar grammar) {
    this.grammar = grammar;
  }

  /**
   * Starts with a line buffer.
   *
   * @param lineBuffer the bytes, of which the last is CR; not copied
   */
  public void begin(byte[] lineBuffer) {
    buffer = lineBuffer;
    end = lineBuffer.length - 1;
    next = 0;
    startOfLine = true;
  }

  /**
   * Whether the line buffer may hold another command.
   *
   * @return false after its end
   */
  public boolean hasMore() {
    return next >= 0;
  }

  /**
   * Whether the command line is done, so that its final {@code OK} is due.
   *
   * @return whether the command decoded last was the last one of its line
   */
  public boolean lineDone() {
    return next < 0 || startOfLine;
  }

  /** Drops what is left of the command line, because one of its commands failed. */
  public void dropRestOfLine() {
    if (!lineDone()) {
      moveToNextLine(next);
    }
  }

  /**
   * The command line that the command decoded last belongs to, for a log.
   *
   * @return its bytes up to CR, one character each
   */
  public String line() {
    int stop = lineStart;
    while (stop < end && buffer[stop] != '\r') {
      stop++;
    }
    return new String(buffer, lineStart, Math.max(stop, usedUpTo()) - lineStart, ISO_8859_1);
  }

  private int usedUpTo() {
    return next < 0 && cursor >= end ? end : 0;
  }

  /**
   * Decodes the next command.
   *
   * @return the command, or that there was none
   */
  public Decoded next() {
    int at = skipLineBlanks(next);
    if (at >= end || buffer[at] == 0) {
      finish();
      return NOTHING;
    }
    cursor = at;
    Decoded decoded = command(at);
    if (decoded == null) {
      if (!startOfLine && next >= 0) {
        moveToNextLine(cursor);
      }
      return SYNTAX_ERROR;
    }
    return decoded;
  }

  private @Nullable Decoded command(int from) {
    int at = from;
    if (startOfLine) {
      lineStart = from;
      startOfLine = false;
      at = prefix(at);
      if (at < 0) {
        return null;
      }
    }
    at = skipSpaces(at);
    byte first = buffer[at];
    return first == '+' || first == '*' || first == '^' ? extended(at) : basic(at);
  }

  private int prefix(int from) {
    int at = from;
    if (buffer[at] != 'A' && buffer[at] != 'a') {
      return -1;
    }
    at = skipSpaces(at + 1);
    return buffer[at] == 'T' || buffer[at] == 't' ? at + 1 : -1;
  }

  private @Nullable Decoded basic(int from) {
    int at = from;
    if (buffer[at] == '\r') {
      return withoutParameters(" ", Operation.EXECUTE, at, true);
    }
    while (isLetter(buffer[at]) || buffer[at] == '&') {
      at++;
    }
    cursor = at;
    if (at == from || at - from > MAX_NAME) {
      return null;
    }
    String name = text(from, at);
    byte operator = buffer[at];
    if (isDigit(operator)) {
      return withParameters(name, at, true);
    }
    if (operator == ' ' || operator == '\r') {
      return withoutParameters(name, Operation.EXECUTE, at, true);
    }
    if (operator == '?') {
      return withoutParameters(name, Operation.READ, at + 1, true);
    }
    return operator == '=' && buffer[at + 1] == '?'
        ? withoutParameters(name, Operation.TEST, at + 2, true)
        : null;
  }

  private @Nullable Decoded extended(int from) {
    StringBuilder name = new StringBuilder(16);
    name.append((char) buffer[from]);
    int at = skipSpaces(from + 1);
    while (isNameCharacter(buffer[at]) && name.length() <= MAX_NAME) {
      name.append((char) buffer[at]);
      at = skipSpaces(at + 1);
    }
    cursor = at;
    if (name.length() <= 1 || name.length() > MAX_NAME) {
      return null;
    }
    return switch (buffer[at]) {
      case '=' ->
          buffer[at + 1] == '?'
              ? withoutParameters(name.toString(), Operation.TEST, at + 2, false)
              : withParameters(name.toString(), at + 1, false);
      case '?' -> withoutParameters(name.toString(), Operation.READ, at + 1, false);
      case '\r', ';' -> withoutParameters(name.toString(), Operation.EXECUTE, at, false);
      default -> null;
    };
  }

  private @Nullable Decoded withoutParameters(
      String name, Operation operation, int from, boolean basic) {
    int at = basic ? from : skipSpaces(from);
    cursor = at;
    if (buffer[at] == '\r') {
      lineEndsAt(at);
    } else if (buffer[at] == (basic ? ' ' : ';')) {
      commandEndsAt(at);
    } else {
      return null;
    }
    CommandSpec spec = grammar.find(name, basic);
    if (spec == null || (spec.kind() == CommandSpec.Kind.ACTION && operation == Operation.READ)) {
      return null;
    }
    return new Decoded.Command(spec, operation, new Parameters());
  }

  private @Nullable Decoded withParameters(String name, int at, boolean basic) {
    cursor = at;
    CommandSpec spec = grammar.find(name, basic);
    if (spec == null) {
      return null;
    }
    Parameters parameters = parameters(spec, at, basic);
    return parameters == null ? null : new Decoded.Command(spec, Operation.SET, parameters);
  }

  private @Nullable Parameters parameters(CommandSpec spec, int from, boolean basic) {
    Parameters decoded = new Parameters();
    int at = from;
    for (ParameterSpec parameter : spec.parameters()) {
      if (parameter.type() == ParameterSpec.Type.REST_OF_LINE) {
        restOfLine(decoded, at);
        return decoded;
      }
      ParameterScanner.End stop =
          scanner.scan(buffer, at, basic, parameter.type() == ParameterSpec.Type.DECIMAL);
      at = scanner.position();
      cursor = at;
      if (stop == ParameterScanner.End.SYNTAX_ERROR || !convert(parameter, decoded)) {
        return null;
      }
      if (stop != ParameterScanner.End.COMMA) {
        endCommand(stop == ParameterScanner.End.LINE, at);
        return noneMissing(spec, decoded.size()) ? decoded : null;
      }
    }
    return endAfterLastParameter(at) ? decoded : null;
  }

  private void endCommand(boolean line, int at) {
    if (line) {
      lineEndsAt(at);
    } else {
      commandEndsAt(at);
    }
  }

  private static boolean noneMissing(CommandSpec spec, int count) {
    return count == spec.parameters().size() || !spec.parameters().get(count).mandatory();
  }

  /** A comma behind the last parameter is tolerated, another value is not. */
  private boolean endAfterLastParameter(int from) {
    int at = skipSpaces(from);
    cursor = at;
    if (buffer[at] != ';' && buffer[at] != '\r') {
      return false;
    }
    endCommand(buffer[at] == '\r', at);
    return true;
  }

  private void restOfLine(Parameters decoded, int from) {
    int at = skipSpaces(from);
    if (at < end) {
      decoded.addText(text(at, end));
    } else {
      decoded.addAbsent();
    }
    finish();
    cursor = end;
  }

  private boolean convert(ParameterSpec parameter, Parameters decoded) {
    boolean quoted = scanner.quoted();
    if (scanner.start() < 0 && !quoted) {
      decoded.addAbsent();
      return !parameter.mandatory();
    }
    if (parameter.type() == ParameterSpec.Type.DECIMAL && quoted) {
      return false;
    }
    if (parameter.type() != ParameterSpec.Type.STRING && !quoted) {
      long number = decimal(scanner.start(), scanner.stop());
      if (number >= 0) {
        decoded.addNumber(number);
        return true;
      }
      if (parameter.type() == ParameterSpec.Type.DECIMAL) {
        return false;
      }
    }
    decoded.addText(scanner.start() < 0 ? null : text(scanner.start(), scanner.stop()));
    return true;
  }

  /** Returns the number, or -1 if the bytes are none of 32 bits. */
  private long decimal(int from, int to) {
    long number = 0;
    for (int at = from; at < to; at++) {
      if (!isDigit(buffer[at])) {
        return -1;
      }
      number = number * 10 + (buffer[at] - '0');
      if (number > MAX_DECIMAL) {
        return -1;
      }
    }
    return number;
  }

  private void lineEndsAt(int cr) {
    int at = skipLineBlanks(cr < end ? cr + 1 : cr);
    cursor = at;
    if (at >= end) {
      finish();
    } else {
      next = at;
      startOfLine = true;
    }
  }

  private void commandEndsAt(int separator) {
    int at = skipSpaces(separator + 1);
    if (buffer[at] == '\r') {
      lineEndsAt(at);
      return;
    }
    cursor = at;
    next = at;
    startOfLine = false;
  }

  private void moveToNextLine(int from) {
    int at = from;
    while (at < end && buffer[at] != '\r') {
      at++;
    }
    lineEndsAt(at);
  }

  private void finish() {
    next = -1;
    startOfLine = false;
  }

  private int skipSpaces(int from) {
    int at = from;
    while (at < end && buffer[at] == ' ') {
      at++;
    }
    return at;
  }

  private int skipLineBlanks(int from) {
    int at = from;
    while (at < end && (buffer[at] == ' ' || buffer[at] == '\r' || buffer[at] == '\n')) {
      at++;
    }
    return at;
  }

  private String text(int from, int to) {
    return new String(buffer, from, to - from, ISO_8859_1);
  }

  private static boolean isLetter(byte octet) {
    return (octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z');
  }

  private static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  private static boolean isNameCharacter(byte octet) {
    return isLetter(octet) || isDigit(octet) || "!%-./:_".indexOf(octet) >= 0;
  }
}

package io.github.modemqtt.emulator.internal.audit;

import io.github.modemqtt.emulator.internal.decoder.Decoded;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.model.AuditEntry.Kind;
import java.util.Locale;

/** Watches how the host uses the line: chunks, command lines, echo, data mode. */
public final class LineAudit {
  /** Nothing can break out of it; asked again, it may come together with the first one. */
  private static final String PROBE = "AT";

  private static final String PUBLISH = "+ECMTPUB";
  private static final String CONNECT = "+ECMTCONN";
  private static final String POWER_TEST = "+ECSLEEP";
  private static final byte CTRL_Z = 0x1A;
  private static final byte ESC = 0x1B;

  /** The position of the password in ECMTCONN. */
  private static final int PASSWORD = 3;

  private final AuditLog log;

  /** The last chunk goes on behind the end of the line that it completes. */
  private boolean inputBehindLine;

  private boolean dataEnded;

  /**
   * Creates the watcher.
   *
   * @param log takes the entries
   */
  public LineAudit(AuditLog log) {
    this.log = log;
  }

  /**
   * A chunk came, outside data mode.
   *
   * @param chunk the bytes
   * @param running whether a command runs
   */
  public void chunk(byte[] chunk, boolean running) {
    String text = visible(chunk);
    if (text.isEmpty()) {
      return;
    }
    if (running) {
      log.add(
          Kind.INPUT_WHILE_RUNNING,
          "The host sent more before the command was answered; it should wait for the final"
              + " result.");
    } else if (dataEnded && !isCommandStart(text)) {
      log.add(
          Kind.DATA_ENDED_EARLY,
          "Data went on after a chunk that ended with Ctrl-Z or Esc, where the module left data"
              + " mode.");
    }
    dataEnded = false;
    int lineEnd = lastCarriageReturn(chunk);
    inputBehindLine = !running && lineEnd >= 0 && !visible(chunk, lineEnd + 1).isEmpty();
  }

  private static String visible(byte[] chunk) {
    return visible(chunk, 0);
  }

  /** What is not blank, or what ends data mode. Line ends and spaces do no harm. */
  private static String visible(byte[] chunk, int from) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < chunk.length && text.length() < 2; i++) {
      if ((chunk[i] & 0xFF) > ' ' || chunk[i] == CTRL_Z || chunk[i] == ESC) {
        text.append((char) (chunk[i] & 0xFF));
      }
    }
    return text.toString();
  }

  private static boolean isCommandStart(String text) {
    return "AT".startsWith(text.toUpperCase(Locale.ROOT));
  }

  private static int lastCarriageReturn(byte[] chunk) {
    int at = chunk.length - 1;
    while (at >= 0 && chunk[at] != '\r') {
      at--;
    }
    return at;
  }

  /** Data mode ended, because of the data. */
  public void dataEnded() {
    dataEnded = true;
  }

  /**
   * A command was decoded and is about to run.
   *
   * @param line its command line, one character per byte
   * @param first whether it is the first command of its line
   * @param decoded what came of it
   * @param lineGoesOn whether more commands are joined to it
   * @param linesFollow whether another command line follows in the same chunk
   * @param echo whether the line was echoed
   */
  public void command(
      String line,
      boolean first,
      Decoded decoded,
      boolean lineGoesOn,
      boolean linesFollow,
      boolean echo) {
    if (first) {
      log.command(line);
      shape(line, decoded);
    }
    boolean several = linesFollow && !line.equalsIgnoreCase(PROBE);
    if (several || (first && lineGoesOn && line.indexOf('"') >= 0)) {
      injection("More than one command came where a careful host sends one at a time.");
    }
    if (decoded instanceof Decoded.Command command
        && command.spec().name().equals(CONNECT)
        && command.operation() == Operation.SET
        && command.parameters().isPresent(PASSWORD)
        && echo) {
      log.add(Kind.PASSWORD_ECHOED, "The echo was on, so that the password came back.");
    }
  }

  private void shape(String line, Decoded decoded) {
    boolean publish =
        decoded instanceof Decoded.Command command && command.spec().name().equals(PUBLISH);
    behindLine(publish);
    if (publish) {
      payload(line);
    } else if (brokenQuotes(line)) {
      injection("A quoted parameter does not end where its quotes end.");
    }
    String upper = line.toUpperCase(Locale.ROOT);
    if (upper.startsWith("AT" + POWER_TEST) || upper.contains(";" + POWER_TEST)) {
      log.add(Kind.POWER_TEST, "AT+ECSLEEP is a power test of the production line.");
    }
  }

  private void behindLine(boolean publish) {
    if (!inputBehindLine) {
      return;
    }
    inputBehindLine = false;
    if (publish) {
      behindPublish();
    } else {
      log.add(
          Kind.INPUT_WHILE_RUNNING,
          "The start of another line came in the same chunk; the host should wait for the final"
              + " result.");
    }
  }

  private void behindPublish() {
    log.add(
        Kind.INPUT_BEHIND_INLINE_PUBLISH,
        "More came in the chunk of an inline publish; whole lines of it become payload.");
  }

  private void payload(String line) {
    int lineEnd = line.indexOf('\r');
    if (lineEnd < 0) {
      return;
    }
    if (line.substring(lineEnd).strip().toUpperCase(Locale.ROOT).startsWith("AT")) {
      behindPublish();
    } else {
      log.add(
          Kind.CARRIAGE_RETURN_IN_PAYLOAD,
          "CR in an inline payload ends the command if a chunk happens to end there.");
    }
  }

  private void injection(String sentence) {
    log.add(Kind.INJECTION_SUSPECTED, sentence);
  }

  /** A closing quote must be followed by a separator, and no quote may stay open. */
  private static boolean brokenQuotes(String line) {
    boolean open = false;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '"') {
        open = !open;
        if (!open && !separates(line.substring(i + 1).stripLeading())) {
          return true;
        }
      }
    }
    return open;
  }

  private static boolean separates(String rest) {
    return rest.isEmpty() || rest.charAt(0) == ',' || rest.charAt(0) == ';';
  }
}

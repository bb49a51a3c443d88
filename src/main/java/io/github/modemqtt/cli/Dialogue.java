package io.github.modemqtt.cli;

import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.ChannelState;
import java.time.Duration;
import java.util.function.Consumer;

/** Shows the AT dialogue, one line each: {@code >} to the module, {@code <} from it. */
final class Dialogue implements AtListener {
  private final Consumer<String> out;
  private final Paint paint;

  Dialogue(Consumer<String> out, Paint paint) {
    this.out = out;
    this.paint = paint;
  }

  @Override
  public void onCommand(long nanoTime, String line) {
    out.accept(paint.sent("> " + shown(line)));
  }

  @Override
  public void onPrompt(long nanoTime) {
    out.accept(paint.received("< >"));
  }

  @Override
  public void onData(long nanoTime, int bytes) {
    out.accept(paint.sent("> (" + bytes + " bytes and Ctrl-Z)"));
  }

  @Override
  public void onLine(long nanoTime, LineKind kind, String text) {
    String shown = "< " + shown(text);
    out.accept(
        switch (kind) {
          case ECHO -> paint.faint(shown + "  (echo)");
          case REPLY, FINAL -> paint.received(shown);
          case URC -> paint.urc(shown);
          case UNKNOWN -> paint.faint(shown);
        });
  }

  @Override
  public void onState(long nanoTime, ChannelState state) {
    if (state == ChannelState.VERIFYING) {
      out.accept(paint.faint("  (verified with an AT, because it touches a received message)"));
    }
  }

  @Override
  public void onTimeout(long nanoTime, String command, Duration waited) {
    out.accept(
        paint.trouble("! no answer to " + shown(command) + " in " + waited.toMillis() + " ms"));
  }

  @Override
  public void onTrouble(long nanoTime, String what) {
    out.accept(paint.trouble("! " + shown(what)));
  }

  /** A module also repeats what an earlier program has told it. */
  private static String shown(String text) {
    return printable(Discretion.mask(text));
  }

  /** A payload must not be able to write control sequences to a terminal. */
  static String printable(String text) {
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

package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.at.internal.FrameSink;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a line is; the running command arms it. See the package documentation for the rule.
 *
 * <p>Not thread-safe, guarded by the channel's lock.
 */
final class Router implements FrameSink {
  private static final byte[] OK = Bytes.ascii("OK");
  private static final byte[] ERROR = Bytes.ascii("ERROR");
  private static final byte[] CME_ERROR = Bytes.ascii("+CME ERROR");
  private static final byte[] CMS_ERROR = Bytes.ascii("+CMS ERROR");

  private final RouterSink sink;
  private final UrcTable urcs;
  private final EchoMatcher echo = new EchoMatcher();
  private @Nullable ReplyShape armed;
  private int replyLines;

  Router(RouterSink sink, UrcTable urcs) {
    this.sink = sink;
    this.urcs = urcs;
  }

  void arm(ReplyShape shape, byte[] sent) {
    armed = shape;
    replyLines = 0;
    echo.expect(sent);
  }

  /** Data after a prompt is echoed only by a module that echoed the command, too. */
  void dataSent(byte[] data) {
    if (echo.hasMatched()) {
      echo.expectOnce(data);
    }
  }

  void disarm() {
    armed = null;
    echo.expectNothing();
  }

  @Override
  public void onPrompt() {
    sink.onPrompt();
  }

  @Override
  public boolean opensUnit(byte[] buffer, int offset, int length) {
    return length > 0 && urcs.startsUnit(buffer, offset, offset + length);
  }

  @Override
  public void onUnit(byte[] buffer, int offset, int length, boolean ambiguous) {
    AtLine unit = AtLine.copyOf(buffer, offset, length, ambiguous);
    if (!routeUrc(buffer, offset, offset + length, unit)) {
      sink.onUnknown(unit);
    }
  }

  @Override
  public void onOverrun(long bytes) {
    sink.onOverrun(bytes);
  }

  @Override
  public void onLine(byte[] buffer, int offset, int length) {
    int from = offset;
    int end = offset + length;
    int stop = end;
    while (stop > from && Bytes.isPadding(buffer[stop - 1])) {
      stop--;
    }
    int start = skipPadding(buffer, from, stop);
    if (armed != null && start < stop) {
      from += dropEcho(buffer, offset, length, finalResult(buffer, start, stop) != null);
      start = skipPadding(buffer, Math.max(start, from), stop);
    }
    if (start < stop) {
      route(buffer, from, end, start, stop);
    }
  }

  private static int skipPadding(byte[] buffer, int from, int stop) {
    int start = from;
    while (start < stop && Bytes.isPadding(buffer[start])) {
      start++;
    }
    return start;
  }

  private int dropEcho(byte[] buffer, int offset, int length, boolean isFinalResult) {
    int echoed = echo.echoLength(buffer, offset, length, isFinalResult);
    if (echoed > 0) {
      sink.onEcho(new String(buffer, offset, echoed, UTF_8));
    }
    return echoed;
  }

  /** The line is from..end; without the padding around it, start..stop. */
  private void route(byte[] buffer, int from, int end, int start, int stop) {
    if (armed != null) {
      FinalResult result = finalResult(buffer, start, stop);
      if (result != null) {
        sink.onFinal(result);
        return;
      }
      if (!armed.yieldsToUrcs() && takeReply(armed, buffer, from, end, start, stop)) {
        return;
      }
    }
    AtLine line = AtLine.copyOf(buffer, start, stop - start, false);
    if (routeUrc(buffer, start, stop, line)) {
      return;
    }
    if (armed != null && armed.yieldsToUrcs() && takeReply(armed, buffer, from, end, start, stop)) {
      return;
    }
    sink.onUnknown(AtLine.copyOf(buffer, from, end - from, false));
  }

  private boolean takeReply(
      ReplyShape shape, byte[] buffer, int from, int end, int start, int stop) {
    if (!shape.fits(buffer, start, stop - start, replyLines)) {
      return false;
    }
    replyLines++;
    sink.onReply(AtLine.copyOf(buffer, from, end - from, false));
    return true;
  }

  private boolean routeUrc(byte[] buffer, int start, int end, AtLine line) {
    int nameEnd = start;
    while (nameEnd < end && buffer[nameEnd] != ':') {
      nameEnd++;
    }
    UrcTable.Entry<?> entry = urcs.candidates(buffer, start, nameEnd);
    for (; entry != null; entry = entry.next) {
      if (Bytes.equal(buffer, start, nameEnd, entry.prefix) && offer(entry, line)) {
        return true;
      }
    }
    return false;
  }

  private <T> boolean offer(UrcTable.Entry<T> entry, AtLine line) {
    T value;
    try {
      value = entry.type.decode(line);
    } catch (RuntimeException e) {
      return false; // not of this type after all: it goes on to the catch-all, nothing is lost
    }
    return sink.onUrc(entry, line, value);
  }

  private static @Nullable FinalResult finalResult(byte[] buffer, int start, int stop) {
    return switch (buffer[start]) {
      case 'O' -> Bytes.equal(buffer, start, stop, OK) ? OK_RESULT : null;
      case 'E' -> Bytes.equal(buffer, start, stop, ERROR) ? ERROR_RESULT : null;
      case '+' -> extendedError(buffer, start, stop);
      default -> null;
    };
  }

  private static final FinalResult OK_RESULT =
      new FinalResult(FinalResult.Kind.OK, "OK", OptionalInt.empty());
  private static final FinalResult ERROR_RESULT =
      new FinalResult(FinalResult.Kind.ERROR, "ERROR", OptionalInt.empty());

  private static @Nullable FinalResult extendedError(byte[] buffer, int start, int stop) {
    int colon = start + CME_ERROR.length;
    if (colon >= stop || buffer[colon] != ':') {
      return null;
    }
    FinalResult.Kind kind;
    if (Bytes.startsWith(buffer, start, stop, CME_ERROR)) {
      kind = FinalResult.Kind.CME_ERROR;
    } else if (Bytes.startsWith(buffer, start, stop, CMS_ERROR)) {
      kind = FinalResult.Kind.CMS_ERROR;
    } else {
      return null;
    }
    String text = new String(buffer, start, stop - start, UTF_8);
    String detail = new String(buffer, colon + 1, stop - colon - 1, UTF_8).strip();
    return new FinalResult(kind, text, number(detail));
  }

  private static OptionalInt number(String text) {
    try {
      return OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}

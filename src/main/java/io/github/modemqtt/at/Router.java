package io.github.modemqtt.at;

import io.github.modemqtt.at.internal.FrameSink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a line is; the running command arms it. See the package documentation for the rule.
 *
 * <p>Not thread-safe, guarded by the channel's lock.
 */
final class Router implements FrameSink {
  private static final int NOT_ROUTED = -1;

  private final RouterSink sink;
  private final UrcTable urcs;
  private final EchoMatcher echo = new EchoMatcher();
  private @Nullable ReplyShape armed;
  private FinalCodes finals = FinalCodes.STANDARD;
  private int replyLines;

  /** All that was taken for the one line of the reply touches a message, and may be part of it. */
  private boolean replyIsContestable;

  /** A URC of several lines that is not complete, and how many lines are missing. */
  private @Nullable AtLine collected;

  private int missingLines;

  /** The line whose raw data is to come, and whether it is the reply. */
  private @Nullable AtLine dataHeader;

  private boolean dataIsReply;

  Router(RouterSink sink, UrcTable urcs) {
    this.sink = sink;
    this.urcs = urcs;
  }

  void arm(ReplyShape shape, FinalCodes codes, byte[] sent) {
    armed = shape;
    finals = codes;
    replyLines = 0;
    replyIsContestable = false;
    echo.expect(sent);
  }

  /** Data after a prompt is echoed only by a module that echoed the command, too. */
  void dataSent(byte[] data) {
    if (echo.hasMatched()) {
      echo.expectOnce(data);
    }
  }

  /** So is a probe behind the command, whose own echo has come by then. */
  void probeSent(byte[] probe) {
    if (echo.hasMatched()) {
      echo.expect(probe);
    }
  }

  void disarm() {
    armed = null;
    finals = FinalCodes.STANDARD;
    if (dataIsReply) {
      dataHeader = null;
    }
    echo.expectNothing();
  }

  @Override
  public void onPrompt() {
    sink.onPrompt();
  }

  @Override
  public boolean expectsText() {
    return collected != null;
  }

  /** Behind noise, too: what a payload holds must not be taken for lines of the module. */
  @Override
  public boolean opensUnit(byte[] buffer, int offset, int length) {
    int end = offset + length;
    return length > 0
        && collected == null
        && urcs.startsUnit(buffer, Bytes.skipNoise(buffer, offset, end), end);
  }

  @Override
  public void onUnit(byte[] buffer, int offset, int length, boolean ambiguous) {
    int start = Bytes.skipNoise(buffer, offset, offset + length);
    offerToAll(AtLine.copyOf(buffer, start, offset + length - start, ambiguous));
  }

  /** Whether data that belongs to the reply is under way. */
  boolean awaitsReplyData() {
    return dataHeader != null && dataIsReply;
  }

  @Override
  public void onOverrun(long bytes) {
    dataHeader = null;
    sink.onOverrun(bytes);
  }

  @Override
  public int onLine(byte[] buffer, int offset, int length, boolean ambiguous) {
    if (collected != null) {
      collect(collected, buffer, offset, length);
      return 0;
    }
    int from = offset;
    int end = offset + length;
    int stop = end;
    while (stop > from && Bytes.isPadding(buffer[stop - 1])) {
      stop--;
    }
    int start = skipPadding(buffer, from, stop);
    if (armed != null && start < stop && echo.mayBeginWith(buffer[offset])) {
      from += dropEcho(armed, buffer, offset, start, stop);
      start = skipPadding(buffer, Math.max(start, from), stop);
    }
    return start < stop ? route(buffer, from, end, start, stop, ambiguous) : 0;
  }

  private static int skipPadding(byte[] buffer, int from, int stop) {
    int start = from;
    while (start < stop && Bytes.isPadding(buffer[start])) {
      start++;
    }
    return start;
  }

  private int dropEcho(ReplyShape shape, byte[] buffer, int offset, int start, int stop) {
    boolean isFinal = finals.match(buffer, start, stop) != null;
    int echoed = echo.echoLength(buffer, offset, stop - offset, isFinal);
    if (echoed < 0) {
      int answer = offset - echoed;
      boolean glued =
          finals.match(buffer, answer, stop) != null || fits(shape, buffer, answer, stop);
      echoed = glued && !shape.yieldsToUrcs() ? echo.acceptGlued(-echoed) : 0;
    }
    if (echoed > 0) {
      sink.onEcho(Bytes.text(buffer, offset, offset + echoed));
    }
    return echoed;
  }

  /**
   * The line is from..end; without the padding around it, start..stop. Returns how many bytes of
   * raw data follow.
   */
  private int route(byte[] buffer, int from, int end, int start, int stop, boolean ambiguous) {
    ReplyShape shape = armed;
    if (shape != null) {
      FinalResult result = finals.match(buffer, start, stop);
      if (result != null) {
        sink.onFinal(result, !ambiguous);
        return 0;
      }
      if (!shape.yieldsToUrcs() && fits(shape, buffer, start, stop)) {
        return takeReply(shape, buffer, from, end, ambiguous);
      }
    }
    AtLine line = AtLine.copyOf(buffer, start, stop - start, ambiguous);
    int more = routeUrc(buffer, start, stop, line);
    if (more != NOT_ROUTED) {
      return more;
    }
    if (shape != null && shape.yieldsToUrcs() && fits(shape, buffer, start, stop)) {
      return takeReply(shape, buffer, from, end, ambiguous);
    }
    sink.onUnknown(AtLine.copyOf(buffer, from, end - from, ambiguous));
    return 0;
  }

  private boolean fits(ReplyShape shape, byte[] buffer, int start, int stop) {
    return shape.fits(buffer, start, stop - start, replyIsContestable ? 0 : replyLines);
  }

  private int takeReply(ReplyShape shape, byte[] buffer, int from, int end, boolean ambiguous) {
    replyIsContestable = ambiguous && shape.isOneLine() && (replyLines == 0 || replyIsContestable);
    replyLines++;
    AtLine line = AtLine.copyOf(buffer, from, end - from, ambiguous);
    int dataLength = shape.dataLength(buffer, from, end);
    if (dataLength > 0) {
      dataHeader = line;
      dataIsReply = true;
      return dataLength;
    }
    sink.onReply(line);
    return 0;
  }

  /** Returns how many bytes of raw data follow, or NOT_ROUTED if no type knows the line. */
  private int routeUrc(byte[] buffer, int start, int end, AtLine line) {
    int nameEnd = Bytes.nameEnd(buffer, start, end);
    UrcTable.Entry<?> entry = urcs.candidates(buffer, start, nameEnd);
    for (; entry != null; entry = entry.next) {
      if (Bytes.equal(buffer, start, nameEnd, entry.prefix)) {
        int more = take(entry, buffer, start, end, line);
        if (more != NOT_ROUTED) {
          return more;
        }
      }
    }
    for (UrcTable.Entry<?> known : urcs.knownByStart()) {
      if (Bytes.startsWith(buffer, start, end, known.prefix) && offer(known, line)) {
        return 0;
      }
    }
    return NOT_ROUTED;
  }

  private int take(UrcTable.Entry<?> entry, byte[] buffer, int start, int end, AtLine line) {
    if (entry.type.extraLines() > 0) {
      collected = line;
      missingLines = entry.type.extraLines();
      return 0;
    }
    int dataLength = entry.type.dataLength(buffer, start, end);
    if (dataLength > 0) {
      dataHeader = line;
      dataIsReply = false;
      return dataLength;
    }
    return offer(entry, line) ? 0 : NOT_ROUTED;
  }

  private void collect(AtLine block, byte[] buffer, int offset, int length) {
    AtLine longer = block.withLine(buffer, offset, length);
    collected = --missingLines > 0 ? longer : null;
    if (missingLines == 0) {
      offerToAll(longer);
    }
  }

  @Override
  public void onRaw(byte[] buffer, int offset, int length) {
    AtLine header = dataHeader;
    dataHeader = null;
    if (header == null) {
      return;
    }
    AtLine line = header.withData(Arrays.copyOfRange(buffer, offset, offset + length));
    if (!dataIsReply) {
      offerToAll(line);
    } else if (armed != null) {
      sink.onReply(line);
    }
  }

  /** For what was known by its first line, and is complete now. */
  private void offerToAll(AtLine line) {
    byte[] bytes = line.uncopied();
    int nameEnd = Bytes.nameEnd(bytes, 0, bytes.length);
    UrcTable.Entry<?> entry = urcs.candidates(bytes, 0, nameEnd);
    for (; entry != null; entry = entry.next) {
      if (Bytes.equal(bytes, 0, nameEnd, entry.prefix) && offer(entry, line)) {
        return;
      }
    }
    sink.onUnknown(line);
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
}

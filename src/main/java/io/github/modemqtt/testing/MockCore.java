package io.github.modemqtt.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.testing.MockReply.Act;
import io.github.modemqtt.transcript.Content;
import io.github.modemqtt.transport.internal.Deadline;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The mock's inside: cuts what the host writes into commands and data, and does what the script
 * says.
 *
 * <p>The lock guards everything but the input, which belongs to the one thread that writes; it is
 * never held across a call to the test, other than to decide whether a command fits.
 */
final class MockCore {
  private static final int KEPT_DATA = 1024;
  private static final byte CTRL_Z = 0x1A;
  private static final byte ESC = 0x1B;
  private static final byte[] PROMPT = "\r\n> ".getBytes(UTF_8);
  private static final byte[] ERROR = "\r\nERROR\r\n".getBytes(UTF_8);

  private final Consumer<String> heard;
  private final Consumer<String> answered;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final MockScript script = new MockScript();
  private final MockWire wire = new MockWire();
  private final ArrayDeque<byte[]> data = new ArrayDeque<>();
  private @Nullable MockLine open;
  private boolean cut;
  private boolean muted;
  private boolean echo;

  /** The bytes of a command line, or of data, that has not ended yet. */
  private final ByteArrayOutputStream input = new ByteArrayOutputStream();

  /** The command that has asked for data. */
  private @Nullable Prompted prompted;

  private record Prompted(String command, Act.Prompt prompt, Iterator<Act> rest) {}

  MockCore(Consumer<String> heard, Consumer<String> answered) {
    this.heard = heard;
    this.answered = answered;
  }

  // ---- the test's side ----

  MockReply expect(String shown, Predicate<String> commands) {
    return locked(() -> script.expect(shown, commands));
  }

  MockReply always(String shown, Predicate<String> commands) {
    return locked(() -> script.always(shown, commands));
  }

  void mute(boolean on) {
    locked(() -> muted = on);
  }

  void echo(boolean on) {
    locked(() -> echo = on);
  }

  void advance(Duration time) {
    locked(
        () -> {
          wire.advance(time).forEach(this::say);
          return true;
        });
  }

  List<byte[]> data() {
    return locked(() -> data.stream().map(byte[]::clone).toList());
  }

  @Nullable String report(List<String> commands) {
    lock.lock();
    try {
      return script.report(commands);
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  void say(byte[] bytes) {
    lock.lock();
    try {
      if (!muted && !cut && !wire.say(bytes)) {
        script.problem("the host does not read; lost was " + Content.of(bytes));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the line that is open, if any; what was said before can still be read. */
  void cut() {
    lock.lock();
    try {
      cut = open != null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // ---- the host's side ----

  /** Makes a line the one that is open; what was under way on another one is lost. */
  void attach(MockLine line) {
    lock.lock();
    try {
      if (open != null) {
        wire.discard();
      }
      open = line;
      cut = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void detach(MockLine line) {
    lock.lock();
    try {
      cut |= open == line;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isAttached(MockLine line) {
    return locked(() -> open == line && !cut);
  }

  /** Returns the number of bytes, 0 if none came in time, or -1 if the line has ended. */
  int read(MockLine line, byte[] buffer, int offset, int length, Duration timeout) {
    Deadline deadline = Deadline.after(timeout);
    boolean interrupted = false;
    lock.lock();
    try {
      while (isWaiting(line) && deadline.remainingNanos() > 0) {
        try {
          changed.awaitNanos(deadline.remainingNanos());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return open == line && !(cut && wire.isEmpty()) ? wire.read(buffer, offset, length) : -1;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean isWaiting(MockLine line) {
    return open == line && !cut && wire.isEmpty();
  }

  /** A line that was opened anew has nothing of the one before. */
  void forgetInput() {
    input.reset();
    prompted = null;
  }

  void received(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      byte next = bytes[i];
      if (prompted != null) {
        input.write(next);
      } else if (next == '\r') {
        command(takeInput());
      } else if (next != '\n') {
        input.write(next);
      }
    }
    if (prompted != null) {
      dataMayHaveEnded(prompted);
    }
  }

  private byte[] takeInput() {
    byte[] bytes = input.toByteArray();
    input.reset();
    return bytes;
  }

  private void command(byte[] bytes) {
    String command = new String(bytes, UTF_8);
    if (command.isEmpty()) {
      return;
    }
    heard.accept(command);
    MockReply reply =
        lockedOrNull(
            () -> {
              if (echo) {
                say(bytes);
              }
              return script.next(command);
            });
    if (reply == null) {
      say(ERROR);
    } else {
      act(command, reply.acts().iterator());
    }
    answered.accept(command);
  }

  private @Nullable MockReply lockedOrNull(Supplier<@Nullable MockReply> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /** Goes through the acts up to a prompt, which has to be answered first. */
  private void act(String command, Iterator<Act> acts) {
    while (acts.hasNext()) {
      Act act = acts.next();
      if (act instanceof Act.Say say) {
        say(MockWire.framed(say.units().apply(command)));
      } else if (act instanceof Act.Raw raw) {
        say(raw.bytes());
      } else if (act instanceof Act.Later later) {
        plan(later);
      } else if (act instanceof Act.Prompt prompt) {
        prompted = new Prompted(command, prompt, acts);
        say(PROMPT);
        return;
      } else {
        cut();
      }
    }
  }

  private void plan(Act.Later later) {
    lock.lock();
    try {
      wire.plan(later.delay(), MockWire.framed(later.units()));
    } finally {
      lock.unlock();
    }
  }

  /** Data ends where a write ends with Ctrl-Z or Esc, as it does on a module. */
  private void dataMayHaveEnded(Prompted asked) {
    byte[] bytes = input.toByteArray();
    byte last = bytes.length == 0 ? 0 : bytes[bytes.length - 1];
    if (last != CTRL_Z && last != ESC) {
      return;
    }
    input.reset();
    prompted = null;
    dataCame(asked, last == ESC ? null : Arrays.copyOf(bytes, bytes.length - 1));
    act(asked.command(), asked.rest());
  }

  private void dataCame(Prompted asked, byte @Nullable [] came) {
    byte[] expected = asked.prompt().expected();
    lock.lock();
    try {
      if (came != null && data.size() == KEPT_DATA) {
        data.remove();
      }
      if (came != null) {
        data.add(came);
      }
      if (expected != null && !Arrays.equals(expected, came)) {
        script.problem(
            "data of "
                + MockScript.shown(asked.command())
                + "\n      expected: "
                + Content.of(expected)
                + "\n      came:     "
                + (came == null ? "Esc" : Content.of(came)));
      }
    } finally {
      lock.unlock();
    }
  }
}

package io.github.modemqtt.testing;

import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportClosedException;
import io.github.modemqtt.transport.TransportException;
import io.github.modemqtt.transport.TransportLostException;
import io.github.modemqtt.transport.internal.LineState;
import java.time.Duration;

/** The host's side of a line to a mock. */
final class MockLine implements Transport {
  private static final String NAME = "mock";

  private final MockCore core;
  private final LineState state = new LineState(NAME);

  MockLine(MockCore core) {
    this.core = core;
  }

  @Override
  public void open() {
    if (!state.beginOpening()) {
      throw new TransportClosedException(NAME);
    }
    core.forgetInput();
    core.attach(this);
    if (!state.finishOpening()) {
      core.detach(this);
      throw new TransportClosedException(NAME);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    state.enter();
    try {
      int count = core.read(this, buffer, offset, length, timeout);
      if (count < 0) {
        throw ended();
      }
      return count;
    } finally {
      state.leave();
    }
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    state.enter();
    try {
      if (!core.isAttached(this)) {
        throw ended();
      }
      core.received(data, offset, length);
    } finally {
      state.leave();
    }
  }

  private TransportException ended() {
    return state.isClosed()
        ? new TransportClosedException(NAME)
        : new TransportLostException(NAME, "the mock's line was cut", null);
  }

  @Override
  public void close() {
    state.close();
    core.detach(this);
  }

  @Override
  public String name() {
    return NAME;
  }
}

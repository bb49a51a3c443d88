package io.github.modemqtt.testing;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.Reconnector;
import io.github.modemqtt.transcript.ReplayTransport;
import io.github.modemqtt.transcript.TranscriptFormatException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;

/** The replay of one test, and what the test drives it with. */
final class Replay implements AutoCloseable {
  private final TranscriptSource source;
  private final ModuleSetup setup;
  private final ReplayTransport line;
  private @Nullable ModemMqttClient client;
  private @Nullable AtChannel channel;

  Replay(TranscriptSource source, ModuleSetup setup) {
    this.source = source;
    this.setup = setup;
    line = replay(source);
  }

  private static ReplayTransport replay(TranscriptSource source) {
    try {
      return ReplayTransport.ofText(source.name(), source.text());
    } catch (TranscriptFormatException e) {
      throw new JUnitException(source.name() + ": " + e.getMessage(), e);
    }
  }

  ReplayTransport line() {
    return line;
  }

  synchronized ModemMqttClient client() {
    if (channel != null) {
      throw oneOnly();
    }
    if (client == null) {
      ModemMqttClient.Builder builder =
          ModemMqttClient.builder()
              .transport(() -> line)
              .bringUp(QuickTimes.BRING_UP)
              .channel(QuickTimes.REPLAYED)
              .timeouts(QuickTimes.RESULTS)
              .reconnector(Reconnector.UNLESS_LINE_LOST)
              .healthInterval(Duration.ZERO)
              .reopenPause(Duration.ZERO);
      new RecordedHost(source.text()).describe(builder);
      setup.client(builder);
      client = builder.build();
    }
    return client;
  }

  synchronized AtChannel channel() {
    if (client != null) {
      throw oneOnly();
    }
    if (channel == null) {
      channel = AtChannel.open(line, QuickTimes.REPLAYED, AtListener.NONE);
    }
    return channel;
  }

  private static IllegalStateException oneOnly() {
    return new IllegalStateException("There is one line: ask for a client or a channel, not both");
  }

  /** The line first, so that nobody waits for what a replay does not answer. */
  @Override
  public synchronized void close() {
    line.close();
    if (client != null) {
      client.close();
    }
    if (channel != null) {
      channel.close();
    }
  }
}

package io.github.modemqtt.transport;

import io.github.modemqtt.transcript.RecordingTransport;
import io.github.modemqtt.transcript.Redaction;
import java.io.StringWriter;
import java.util.Map;

/** A line that is recorded keeps all promises of a line. */
class RecordedLineTest extends TransportContract {

  private static RecordingTransport recorded(Transport line) {
    return new RecordingTransport(line, new StringWriter(), Map.of(), Redaction.standard());
  }

  @Override
  protected Line newLine() {
    MemoryTransport.Pair pair = MemoryTransport.pair("recorded");
    Transport host = recorded(pair.host());
    host.open();
    pair.module().open();
    return new Line(host, pair.module(), () -> {});
  }

  @Override
  protected Transport newUnopened() {
    return recorded(MemoryTransport.pair("recorded").host());
  }
}

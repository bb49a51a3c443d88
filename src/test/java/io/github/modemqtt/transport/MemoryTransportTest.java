package io.github.modemqtt.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MemoryTransportTest extends TransportContract {

  @Override
  protected Line newLine() {
    MemoryTransport.Pair pair = MemoryTransport.pair("test");
    pair.host().open();
    pair.module().open();
    return new Line(pair.host(), pair.module(), () -> {});
  }

  @Override
  protected Transport newUnopened() {
    return MemoryTransport.pair("test").host();
  }

  @Test
  void lossComesAfterWhatWasUnderWay() {
    Line line = newLine();
    write(line.peer(), "last");
    line.peer().close();

    assertThrows(TransportLostException.class, () -> write(line.end(), "AT\r"));
    assertEquals("last", readText(line.end(), 4));
    assertThrows(TransportLostException.class, () -> readText(line.end(), 1));
  }

  @Test
  void theEndsAreNamed() {
    MemoryTransport.Pair pair = MemoryTransport.pair("a");
    assertEquals("memory:a/host", pair.host().name());
    assertEquals("memory:a/module", pair.module().name());
  }
}

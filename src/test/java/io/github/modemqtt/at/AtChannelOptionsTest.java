package io.github.modemqtt.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.SerialOptions;
import io.github.modemqtt.transport.SerialTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtChannelOptionsTest {
  private static final AtChannelOptions OPTIONS = AtChannelOptions.DEFAULTS;

  @ParameterizedTest
  @CsvSource({"600, 333333", "9600, 20833", "115200, 1736"})
  void theSilenceAfterAMessageIsLongerOnASlowerLine(int baudRate, long microseconds) {
    SerialTransport line = new SerialTransport("/dev/ttyUSB0", optionsOf(baudRate));
    assertEquals(
        microseconds, OPTIONS.on(line).unitSilence().minus(OPTIONS.unitSilence()).toNanos() / 1000);
  }

  @Test
  void aLineWithoutARateNeedsNoMore() {
    assertSame(OPTIONS, OPTIONS.on(MemoryTransport.pair("fast").host()));
  }

  private static SerialOptions optionsOf(int baudRate) {
    return SerialOptions.DEFAULT.withBaudRate(baudRate);
  }
}

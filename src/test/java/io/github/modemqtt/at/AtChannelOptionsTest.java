package io.github.modemqtt.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.SerialOptions;
import io.github.modemqtt.transport.SerialTransport;
import java.time.Duration;
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

  @Test
  void aLimitForCommandsCountsWhereTheirOwnTimeIsLonger() {
    TestCommand command = TestCommand.of("AT+X");
    Duration own = command.timeout();
    Duration less = own.minusMillis(1);

    assertEquals(own, OPTIONS.timeoutOf(command));
    assertEquals(own, OPTIONS.withCommandLimit(own.plusMillis(1)).timeoutOf(command));
    assertEquals(less, OPTIONS.withCommandLimit(less).timeoutOf(command));
    assertEquals(
        less, OPTIONS.withCommandLimit(less).withCallbackExecutor(Runnable::run).commandLimit());
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.withCommandLimit(Duration.ZERO));
  }

  private static SerialOptions optionsOf(int baudRate) {
    return SerialOptions.DEFAULT.withBaudRate(baudRate);
  }
}

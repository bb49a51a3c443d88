package io.github.modemqtt.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.modemqtt.emulator.model.Chunking;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A module whose line takes its time. */
@Timeout(60)
class LineRateTest {
  private final ManualClock clock = new ManualClock();
  private EmulatedModule module;
  private MemoryTransport line;

  private void start(UnaryOperator<EmulatedModuleBuilder> options) throws Exception {
    MemoryTransport.Pair pair = MemoryTransport.pair("rate");
    module =
        options
            .apply(
                RecordedModules.builder(pair.module())
                    .clock(clock)
                    .chunkGap(Duration.ZERO)
                    .neverRegisters()
                    .firmwareDelays(FirmwareDelays.NONE))
            .build();
    line = pair.host();
    line.open();
    module.start();
    clock.settle();
  }

  @AfterEach
  void stop() {
    module.close();
    clock.close();
  }

  private void write(String text) {
    line.write(text.getBytes(ISO_8859_1), 0, text.length());
  }

  private void expect(String text) {
    byte[] buffer = new byte[text.length()];
    int length = 0;
    while (length < buffer.length) {
      int count = line.read(buffer, length, buffer.length - length, Duration.ofSeconds(10));
      if (count == 0) {
        break;
      }
      length += count;
    }
    assertEquals(text, new String(buffer, 0, length, ISO_8859_1));
  }

  private static Duration bytes(int count, int rate) {
    return Duration.ofNanos((count * 10_000_000_000L + rate - 1) / rate);
  }

  /** Sends a command, and goes to the moment when its last byte is through. */
  private void command(String text, int rate) throws Exception {
    write(text);
    clock.awaitTimer(bytes(text.length(), rate));
    clock.advance(bytes(text.length(), rate));
  }

  @ParameterizedTest
  @ValueSource(ints = {9600, 115_200, 921_600})
  void aCommandAndItsAnswerTakeTheirTime(int rate) throws Exception {
    start(builder -> builder.lineRate(rate));
    command("AT\r", rate);
    clock.awaitTimer(bytes(Math.max(1, Math.min(6, rate / 2500)), rate));
    clock.advance(bytes(6, rate));
    expect("\r\nOK\r\n");
  }

  @Test
  void theRateGoesForIprAndEcipr() throws Exception {
    start(builder -> builder.lineRate(19_200));
    command("AT+IPR?\r", 19_200);
    clock.advance(Duration.ofSeconds(1));
    expect("\r\n+IPR: 19200\r\n\r\nOK\r\n");

    command("AT+ECIPR=9600\r", 19_200);
    clock.advance(Duration.ofMillis(4));
    expect("\r\nOK\r\n");
    clock.advance(Duration.ofMillis(20));
    command("AT+IPR=\"115200\"\r", 9600);
    clock.advance(Duration.ofMillis(7));
    expect("\r\nOK\r\n");
    clock.advance(Duration.ofMillis(20));
    command("AT+ECIPR?\r", 115_200);
    clock.advance(Duration.ofMillis(10));
    expect("\r\n+ECIPR: 115200\r\n\r\nOK\r\n");
  }

  @Test
  void aResetGoesBackToTheSavedRate() throws Exception {
    start(builder -> builder.lineRate(19_200));
    command("AT+ECIPR=9600\r", 19_200);
    clock.advance(Duration.ofMillis(30));
    expect("\r\nOK\r\n");
    module.reset();
    clock.settle();
    clock.advance(Duration.ZERO);
    command("AT+ECIPR?\r", 19_200);
    clock.advance(Duration.ofMillis(30));
    expect("\r\n+ECIPR: 19200\r\n\r\nOK\r\n");
  }

  @Test
  void withoutARateOfItsOwnOnlyTheSettingChanges() throws Exception {
    start(builder -> builder);
    write("AT+IPR=115200\r");
    expect("\r\nOK\r\n");
    clock.settle();
    clock.advance(Duration.ofMillis(20));
    write("AT+IPR?\r");
    expect("\r\n+IPR: 115200\r\n\r\nOK\r\n");
    write("AT+ECIPR=0\r");
    expect("\r\n+CME ERROR: 50\r\n");
    write("AT+IPR=0\r");
    expect("\r\nOK\r\n");
    write("AT+IPR=1234\r");
    expect("\r\n+CME ERROR: 50\r\n");
    write("AT+ICF=3,1\r");
    expect("\r\nOK\r\n");
    write("AT+ICF=?\r");
    expect("\r\n+ICF: (1-6),(0-1)\r\n\r\nOK\r\n");
  }

  @Test
  void aSlowLineLosesWhatItsSendQueueCannotHold() throws Exception {
    start(builder -> builder.lineRate(9600).sendQueue(32));
    for (int i = 0; i < 40; i++) {
      module.injectUrc("+X: " + i);
    }
    clock.settle();
    assertEquals(8, module.droppedMessages());
    clock.advance(Duration.ofSeconds(1));
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 32; i++) {
      all.append("\r\n+X: ").append(i).append("\r\n");
    }
    expect(all.toString());
  }

  static Chunking[] chunkings() {
    return new Chunking[] {
      Chunking.whole(),
      Chunking.fixed(1),
      Chunking.random(1, 100, 3),
      Chunking.usb(),
      Chunking.fixed(7).withGap(Duration.ofMillis(2))
    };
  }

  @ParameterizedTest
  @MethodSource("chunkings")
  void piecesChangeNoByte(Chunking chunking) throws Exception {
    start(builder -> builder.chunking(chunking).lineRate(115_200));
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      module.injectUrc("+X: " + i);
      all.append("\r\n+X: ").append(i).append("\r\n");
    }
    clock.settle();
    clock.advance(Duration.ofSeconds(5));
    expect(all.toString());
  }

  @Test
  void theHostSeesPiecesWithTheirGaps() throws Exception {
    start(builder -> builder.chunking(Chunking.fixed(4).withGap(Duration.ofMillis(5))));
    module.injectUrc("+X: 1");
    clock.settle();
    String[] pieces = {"\r\n+X", ": 1\r", "\n"};
    for (String piece : pieces) {
      byte[] buffer = new byte[100];
      int count = line.read(buffer, 0, buffer.length, Duration.ofSeconds(10));
      assertArrayEquals(piece.getBytes(ISO_8859_1), Arrays.copyOf(buffer, count), piece);
      clock.advance(Duration.ofMillis(5));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 299, 4_000_001})
  void aRateOutOfRangeIsRefused(int rate) {
    EmulatedModuleBuilder builder = RecordedModules.builder(MemoryTransport.pair("x").module());
    assertThrows(IllegalArgumentException.class, () -> builder.lineRate(rate));
    module = builder.build();
  }
}

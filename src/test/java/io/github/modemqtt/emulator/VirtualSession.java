package io.github.modemqtt.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.TrafficListener;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A module, its line, its network and its broker on a clock that only the test advances. All that
 * the module says is written down with the moment at which it said it.
 */
final class VirtualSession implements AutoCloseable {
  static final String OPEN = "AT+ECMTOPEN=0,\"broker.example\",1883";
  static final String CONNECT = "AT+ECMTCONN=0,\"dev1\",\"user\",\"pass\"";

  /** Orders results of the same command by the message id in them. */
  static final Comparator<String> BY_ID =
      Comparator.comparingInt(text -> Integer.parseInt(text.split(",")[1]));

  final ManualClock clock = new ManualClock();
  final InstantBroker broker = new InstantBroker();
  final EmulatedModule module;
  private final MemoryTransport host;
  private final Semaphore chunksSeen = new Semaphore(0);
  private final List<String> said = new ArrayList<>();

  VirtualSession(UnaryOperator<EmulatedModuleBuilder> options) throws Exception {
    MemoryTransport.Pair line = MemoryTransport.pair("virtual");
    host = line.host();
    host.open();
    module =
        options
            .apply(
                RecordedModules.builder(line.module())
                    .clock(clock)
                    .registrationDelay(Duration.ZERO)
                    .firmwareDelays(FirmwareDelays.NONE))
            .internet(broker::at)
            .chunkGap(Duration.ZERO)
            .trafficListener(new Notes())
            .build();
    module.start();
    clock.advance(Duration.ZERO);
  }

  private final class Notes implements TrafficListener {
    @Override
    public void fromHost(byte[] bytes) {
      chunksSeen.release();
    }

    @Override
    public void toHost(byte[] bytes) {
      synchronized (said) {
        said.add(millis() + " " + unframed(new String(bytes, ISO_8859_1)));
      }
    }
  }

  /** Only what is framed exactly is shown without its frame. */
  private static String unframed(String message) {
    String inner = message.strip();
    return message.equals("\r\n" + inner + "\r\n") ? inner : message;
  }

  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(clock.nanoTime());
  }

  /** Sends a command and waits until all is done that needs no time to pass. */
  VirtualSession send(String command) throws Exception {
    byte[] bytes = (command + "\r").getBytes(ISO_8859_1);
    host.write(bytes, 0, bytes.length);
    assertTrue(chunksSeen.tryAcquire(10, TimeUnit.SECONDS), "the module did not read");
    clock.settle();
    return this;
  }

  VirtualSession after(Duration duration) throws Exception {
    clock.advance(duration);
    return this;
  }

  VirtualSession afterMillis(long millis) throws Exception {
    return after(Duration.ofMillis(millis));
  }

  VirtualSession afterSeconds(long seconds) throws Exception {
    return after(Duration.ofSeconds(seconds));
  }

  /** What the module said since this was asked last: milliseconds and text. */
  List<String> said() {
    synchronized (said) {
      List<String> all = List.copyOf(said);
      said.clear();
      return all;
    }
  }

  /** The texts of {@link #said()}. */
  List<String> texts() {
    return said().stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
  }

  /** Opens and connects over whatever network there is, and forgets what was said. */
  VirtualSession connected() throws Exception {
    send(OPEN).afterSeconds(60);
    send(CONNECT).afterSeconds(60);
    List<String> texts = texts();
    assertTrue(texts.contains("+ECMTCONN: 0,0,0"), texts::toString);
    return this;
  }

  String status() throws Exception {
    said();
    send("AT+ECMTCONN?");
    return texts().get(0);
  }

  @Override
  public void close() {
    module.close();
    clock.close();
  }
}

package io.github.modemqtt.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import io.github.modemqtt.emulator.scenario.Scenario;
import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.pty.PtyPort;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryPort;
import io.github.modemqtt.transport.ModulePort;
import io.github.modemqtt.transport.TcpPort;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportLostException;
import io.github.modemqtt.transport.TransportOpenException;
import io.github.modemqtt.transport.TransportTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A module lives on while its users, and its port, come and go. */
@Timeout(120)
class PortGoneTest {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration GONE = Duration.ofSeconds(30);
  private static final int MODULES = 50;

  @TempDir Path folder;

  @Test
  void fiftyModulesInOneProcessAreEachOpenedTwice() {
    List<TcpPort> ports = new ArrayList<>();
    List<EmulatedModule> modules = new ArrayList<>();
    try {
      for (int i = 0; i < MODULES; i++) {
        TcpPort port = TcpPort.bind(LOOPBACK, 0);
        ports.add(port);
        EmulatedModule module =
            builder(port).identity(ModuleIdentity.numbered(i)).registrationDelay(LONG).build();
        modules.add(module);
        module.start();
      }
      for (int i = 0; i < MODULES; i++) {
        assertEquals("\r\nOK\r\n", ask(client(ports.get(i)), "AT+CMEE=" + i % 3));
      }
      for (int i = 0; i < MODULES; i++) {
        String imei = ModuleIdentity.numbered(i).imei();
        assertEquals(
            "\r\n+CMEE: " + i % 3 + "\r\n\r\nOK\r\n", ask(client(ports.get(i)), "AT+CMEE?"));
        assertEquals("\r\n" + imei + "\r\n\r\nOK\r\n", ask(client(ports.get(i)), "AT+CGSN"));
      }
    } finally {
      ports.forEach(TcpPort::close);
      modules.forEach(CarefulDriver::close);
    }
  }

  @Test
  void inMemoryThePortIsGoneForAWhile() throws Exception {
    MemoryPort port = new MemoryPort("gone");
    vanishesAndReturns(port, port::newTransport);
  }

  @Test
  void overTcpThePortIsGoneForAWhile() throws Exception {
    TcpPort port = TcpPort.bind(LOOPBACK, 0);
    vanishesAndReturns(port, () -> client(port));
  }

  @Test
  void asASerialPortThePortIsGoneForAWhile() throws Exception {
    assumeTrue(PseudoTerminal.isSupported(), "needs Linux and JNA");
    PtyPort port = PtyPort.at(folder.resolve("modem"));
    vanishesAndReturns(port, () -> client(port));
  }

  private static void vanishesAndReturns(ModulePort port, Supplier<Transport> clients)
      throws Exception {
    try (ManualClock clock = new ManualClock();
        EmulatedModule module = builder(port).clock(clock).build()) {
      module.start();
      Transport before = clients.get();
      before.open();
      assertEquals("\r\nOK\r\n", answer(before, "AT+CMEE=2"));

      module.inject(new Fault.PortGone(GONE));
      assertThrows(TransportLostException.class, () -> readAll(before));
      before.close();
      Eventually.holds("the port is gone", () -> !opens(clients));
      clock.advance(GONE.minusMillis(1));
      assertThrows(TransportOpenException.class, () -> ask(clients.get(), "AT"));

      clock.advance(Duration.ofMillis(1));
      Eventually.holds("the port is back", () -> opens(clients));
      assertEquals("\r\n+CMEE: 2\r\n\r\nOK\r\n", ask(clients.get(), "AT+CMEE?"));
      assertEquals(List.of(), module.audit());
    }
    assertThrows(TransportOpenException.class, () -> clients.get().open());
  }

  private static boolean opens(Supplier<Transport> clients) {
    try (Transport client = clients.get()) {
      client.open();
      return true;
    } catch (TransportOpenException e) {
      return false;
    }
  }

  @Test
  void aSecondAbsenceBeforeTheReturnCountsFromItsOwnMoment() throws Exception {
    MemoryPort port = new MemoryPort("gone");
    try (ManualClock clock = new ManualClock();
        EmulatedModule module =
            builder(port)
                .clock(clock)
                .scenario(Scenario.parse("at 10s port-gone 30s\nat 30s port-gone 30s"))
                .build()) {
      module.start();
      clock.advance(Duration.ofSeconds(59));
      Eventually.holds("the port is gone", () -> !opens(port::newTransport));
      clock.advance(Duration.ofSeconds(1));
      Eventually.holds("the port is back", () -> opens(port::newTransport));
    }
  }

  @Test
  void aCutLineIsForEver() {
    MemoryPort port = new MemoryPort("cut");
    EmulatedModule module = builder(port).build();
    module.start();
    assertTrue(opens(port::newTransport));
    module.inject(new Fault.CutLine());
    Eventually.holds("the port is gone", () -> !opens(port::newTransport));
    port.plugIn();
    assertThrows(TransportOpenException.class, () -> port.newTransport().open());
  }

  private static EmulatedModuleBuilder builder(ModulePort port) {
    return RecordedModules.builder(port)
        .firmwareDelays(FirmwareDelays.NONE)
        .registrationDelay(Duration.ZERO);
  }

  private static Transport client(ModulePort port) {
    return TransportTarget.parse(port.name()).newTransport();
  }

  private static String ask(Transport closed, String command) {
    try (closed) {
      closed.open();
      return answer(closed, command);
    }
  }

  private static String answer(Transport line, String command) {
    byte[] bytes = (command + "\r").getBytes(ISO_8859_1);
    line.write(bytes, 0, bytes.length);
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("OK\r\n")) {
      answer.append(read(line));
    }
    return answer.toString();
  }

  private static String read(Transport line) {
    byte[] buffer = new byte[256];
    int count = line.read(buffer, 0, buffer.length, LONG);
    assertTrue(count > 0, "no answer");
    return new String(buffer, 0, count, ISO_8859_1);
  }

  private static void readAll(Transport line) {
    while (true) {
      read(line);
    }
  }
}

package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules that talk to each other through a real broker. */
@Timeout(120)
class MosquittoTest {
  private static final List<String> PLACES =
      List.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto");

  private final List<EmulatedModule> modules = new ArrayList<>();
  private Process broker;
  private int port;

  @BeforeEach
  void startBroker() throws Exception {
    String program =
        PLACES.stream().filter(place -> Files.isExecutable(Path.of(place))).findFirst().orElse("");
    assumeTrue(!program.isEmpty(), "mosquitto is not installed");
    port = freePort();
    broker =
        new ProcessBuilder(program, "-p", "" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    awaitPort();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }
  }

  @AfterEach
  void stop() throws Exception {
    modules.forEach(EmulatedModule::close);
    if (broker != null) {
      broker.destroy();
      broker.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private HostEnd module(int number) {
    MemoryTransport.Pair line = MemoryTransport.pair("m" + number);
    EmulatedModuleBuilder builder =
        RecordedModules.builder(line.module())
            .broker("127.0.0.1", port)
            .identity(ModuleIdentity.numbered(number))
            .registrationDelay(Duration.ZERO)
            .firmwareDelays(FirmwareDelays.NONE);
    HostEnd host = HostEnd.of(line, builder);
    EmulatedModule module = builder.build();
    modules.add(module);
    module.start();
    return host.send("AT\r").expectLine("OK");
  }

  private HostEnd connected(int number, int version) {
    HostEnd host = module(number);
    host.ok("AT+ECMTCFG=\"version\",0," + version)
        .ok("AT+ECMTCFG=\"will\",0,1,1,0,\"gone\",\"module " + number + "\"");
    host.ok("AT+ECMTOPEN=0,\"broker.example\",1883").expectLine("+ECMTOPEN: 0,0");
    return host.ok("AT+ECMTCONN=0,\"m" + number + "\",\"user\",\"pass\"")
        .expectLine("+ECMTCONN: 0,0,0");
  }

  @ParameterizedTest
  @CsvSource({"3,0", "3,1", "3,2", "4,0", "4,1", "4,2"})
  void aMessageGoesFromModuleToModule(int version, int qos) {
    HostEnd receiver = connected(1, version);
    HostEnd sender = connected(2, version);
    receiver.ok("AT+ECMTSUB=0,1,\"t/+\"," + qos).expectLine("+ECMTSUB: 0,1,0,1");
    for (int i = 1; i <= 20; i++) {
      sender
          .ok("AT+ECMTPUB=0," + i + "," + qos + ",0,\"t/x\",\"{\"n\":" + i + "}\"")
          .expectLine("+ECMTPUB: 0," + i + ",0");
      int id = qos == 0 ? 0 : i;
      receiver.expectLine("+ECMTRECV: 0," + id + ",\"t/x\",{\"n\":" + i + "}");
    }
    receiver.ok("AT+ECMTUNS=0,2,\"t/+\"").expectLine("+ECMTUNS: 0,2,0");
    sender.ok("AT+ECMTPUB=0,21," + qos + ",0,\"t/x\",\"x\"").expectLine("+ECMTPUB: 0,21,0");
    receiver.nothingMore();
  }

  @Test
  void theWillIsSentWhenTheLinkIsLostAndTheModuleComesBack() {
    HostEnd receiver = connected(1, 4);
    receiver.ok("AT+ECMTSUB=0,1,\"gone\",0").expectLine("+ECMTSUB: 0,1,0,1");
    HostEnd lost = connected(2, 4);
    modules.get(1).dropLink();
    lost.expectLine("+ECMTSTAT: 0,1").expectLine("+ECMTCONN: 0,0,0");
    receiver.expectLine("+ECMTRECV: 0,0,\"gone\",module 2");
  }

  @Test
  void aBrokerThatIsNotThereCannotBeOpened() throws Exception {
    HostEnd host = module(1);
    broker.destroy();
    broker.waitFor(10, TimeUnit.SECONDS);
    host.ok("AT+ECMTOPEN=0,\"broker.example\",1883").expectLine("+ECMTOPEN: 0,-1");
  }
}

package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.MosquittoSubscription;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C and SIGTERM, as a process of its own gets them. */
@Timeout(90)
class PubSignalsTest {
  private static final String FINISHING_ONE =
      "modemqtt: finishing 1 message; again Ctrl-C to stop at once\n";
  private static final Fault SLOW_ANSWER =
      new Fault.DelayNextUrc("+ECMTPUB", Duration.ofSeconds(3));
  private static final Fault NO_ANSWER = new Fault.LoseNextUrc("+ECMTPUB");

  @TempDir Path folder;

  @BeforeEach
  void needsSignals() {
    MosquittoBroker.assumeInstalled();
    ModuleOnPty.assumeSupported();
    ChildCli.assumeSignals();
  }

  private static ChildCli pub(ModuleOnPty modem, String... more) throws IOException {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("pub", "-d", "--modem", modem.target(), "-i", "dev-1", "-t", "a"));
    args.addAll(List.of(more));
    return ChildCli.startInterruptible(args.toArray(String[]::new));
  }

  /** Without the dialogue. */
  private static String told(ChildCli pub) {
    return pub.err()
        .text()
        .lines()
        .filter(line -> line.startsWith("modemqtt: "))
        .reduce("", (before, line) -> before + line + "\n");
  }

  private static void assertDisconnected(MosquittoBroker broker) {
    broker.clients().publish("end", new byte[0], 1, false);
    assertTrue(broker.log().contains("Received DISCONNECT from dev-1"), broker.log());
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aStreamThatWaitsForInputDisconnectsAtOnce(String signal, int exitCode) throws Exception {
    try (MosquittoBroker broker = MosquittoBroker.start();
        MosquittoSubscription all = broker.clients().subscribe("#", 1);
        ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port());
        ChildCli pub = pub(modem, "-l", "-q", "1")) {
      pub.type("one\ntwo\n");
      assertEquals("one", all.next().text());
      assertEquals("two", all.next().text());
      pub.err().await("< +ECMTPUB: ", 2);

      assertEquals(exitCode, pub.signal(signal).end());

      assertEquals("", told(pub));
      assertDisconnected(broker);
    }
  }

  @Test
  void whatIsUnderWayIsFinishedAndToldInOneLine() throws Exception {
    try (MosquittoBroker broker = MosquittoBroker.start();
        MosquittoSubscription all = broker.clients().subscribe("#", 1);
        ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port());
        ChildCli pub = pub(modem, "-l", "-q", "1")) {
      modem.module().inject(SLOW_ANSWER);
      pub.type("one\n");
      assertEquals("one", all.next().text());

      pub.signal("INT").err().await("finishing", 1);
      pub.type("too late\n");

      assertEquals(130, pub.end());
      assertEquals(FINISHING_ONE, told(pub));
      assertTrue(pub.err().text().contains("< +ECMTPUB: "), pub.err().text());
      assertDisconnected(broker);
      assertEquals("end", all.next().topic());
    }
  }

  @Test
  void aSecondCtrlCStopsAtOnce() throws Exception {
    try (MosquittoBroker broker = MosquittoBroker.start();
        MosquittoSubscription all = broker.clients().subscribe("#", 1);
        ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port());
        ChildCli pub = pub(modem, "-m", "one", "-q", "1")) {
      modem.module().inject(NO_ANSWER);
      assertEquals("one", all.next().text());
      pub.signal("INT").err().await("finishing", 1);

      assertEquals(130, pub.signal("INT").end());

      assertEquals(FINISHING_ONE, told(pub));
      assertFalse(broker.log().contains("Received DISCONNECT from dev-1"), broker.log());
    }
  }

  @Test
  void aPauseBetweenRepeatsIsCutShort() throws Exception {
    try (MosquittoBroker broker = MosquittoBroker.start();
        MosquittoSubscription all = broker.clients().subscribe("#", 1);
        ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port());
        ChildCli pub =
            pub(modem, "-m", "one", "-q", "1", "--repeat", "9", "--repeat-delay", "3600")) {
      assertEquals("one", all.next().text());
      pub.err().await("< +ECMTPUB: ", 1);

      assertEquals(130, pub.signal("INT").end());

      assertDisconnected(broker);
      assertEquals("end", all.next().topic());
    }
  }

  @Test
  void aSearchForTheNetworkIsGivenUpAndNothingIsTold() throws Exception {
    try (ModuleOnPty modem =
            ModuleOnPty.start(folder.resolve("modem"), EmulatedModuleBuilder::neverRegisters);
        ChildCli pub = pub(modem, "-m", "one")) {
      pub.err().await("+CEREG: ", 1);

      assertEquals(130, pub.signal("INT").end());

      assertEquals("", told(pub));
    }
  }

  @Test
  void whatIsOnTheDiskWaitsForTheNextRun() throws Exception {
    String outbox = folder.resolve("outbox").toString();
    try (ModuleOnPty modem =
            ModuleOnPty.start(folder.resolve("modem"), EmulatedModuleBuilder::neverRegisters);
        ChildCli pub = pub(modem, "-m", "one", "-q", "1", "--outbox", outbox)) {
      pub.err().await("+CEREG: ", 1);

      assertEquals(130, pub.signal("INT").end());

      assertTrue(told(pub).startsWith("modemqtt: 1 message waits in " + outbox), told(pub));
    }
  }
}

package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.emulator.model.SimCard;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a module says of its network unasked, byte for byte. */
@Timeout(60)
class NetworkUrcTest {
  private static final Duration SEARCH = Duration.ofSeconds(30);
  private static final String CELL = ",\"1A2B\",\"0123ABCD\",9";

  private final ManualClock clock = new ManualClock();
  private EmulatedModule module;
  private HostEnd host;

  private void start(UnaryOperator<EmulatedModuleBuilder> options) throws Exception {
    MemoryTransport.Pair line = MemoryTransport.pair("urcs");
    EmulatedModuleBuilder builder =
        options.apply(
            RecordedModules.builder(line.module()).clock(clock).registrationDelay(SEARCH));
    host = HostEnd.of(line, builder);
    module = builder.build();
    module.start();
    clock.settle();
  }

  @AfterEach
  void stop() {
    module.close();
    clock.close();
  }

  private void registered() {
    host.expectLine("+CREG: 1" + CELL)
        .expectLine("+CEREG: 1" + CELL)
        .expectLine("+CGEV: ME PDN ACT 0")
        .expectLine("+ECPADDR: 0, \"10.0.0.2\"")
        .expectLine("+CTZEU: \"+00\",0,\"2026/11/20,06:30:30\"")
        .expectLine("+CSCON: 1");
  }

  @Test
  void aModuleThatWasUsedBeforeIsChattyAlsoAfterAReset() throws Exception {
    start(builder -> builder);
    host.ok("AT+ECURC=\"ALL\",1");
    clock.advance(SEARCH);
    registered();
    clock.advance(Duration.ofSeconds(20));
    host.expectLine("+CSCON: 0");
    module.reset();
    clock.settle();
    clock.advance(Duration.ofSeconds(2));
    host.expectLine("+ECPIN: READY").expectLine("+CREG: 2").expectLine("+CEREG: 2");
    host.ok("AT+ECURC=\"ALL\",0");
    clock.advance(SEARCH);
    host.nothingMore();
  }

  @Test
  void switchingTheRadioOffTakesTheAddressAndTheConnection() throws Exception {
    start(builder -> builder);
    clock.advance(SEARCH);
    host.ok("AT+CGEREP=1").ok("AT+CSCON=1");
    host.ok("AT+CFUN=0").expectLine("+CGEV: ME PDN DEACT 0").expectLine("+CSCON: 0");
    host.answers("AT+CSCON?", "+CSCON: 1,0");
  }

  @Test
  void aNetworkThatGoesAwayDetachesTheModule() throws Exception {
    start(builder -> builder);
    clock.advance(SEARCH);
    host.ok("AT+CGEREP=1").ok("AT+CEREG=1");
    module.inject(new Fault.NoNetwork(Duration.ofMinutes(1)));
    host.expectLine("+CEREG: 2").expectLine("+CGEV: NW DETACH");
    clock.settle();
    clock.advance(Duration.ofMinutes(1));
    host.expectLine("+CEREG: 1").expectLine("+CGEV: ME PDN ACT 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "1 | +CTZV: \"+00\"",
        "2 | +CTZE: \"+00\",0,\"2026/11/20,06:30:30\"",
        "3 | +CTZEU: \"+00\",0,\"2026/11/20,06:30:30\"",
      })
  void theNetworkTellsTheTimeAsCtzrSays(int level, String urc) throws Exception {
    start(builder -> builder);
    host.ok("AT+CTZR=" + level).answers("AT+CTZR?", "+CTZR: " + level);
    clock.advance(SEARCH);
    host.expectLine(urc);
  }

  @Test
  void theCardSaysThatItIsReadyWhenItsPinWasEntered() throws Exception {
    start(builder -> builder.sim(SimCard.locked("1234")));
    host.ok("AT+ECURC=\"ECPIN\",1");
    host.ok("AT+CPIN=\"1234\"").expectLine("+ECPIN: READY");
    module.reset();
    clock.settle();
    clock.advance(Duration.ofSeconds(2));
    host.expectLine("+ECPIN: SIM PIN");
  }

  @Test
  void theReferenceCommandSetWritesThemWithoutBlankAndQuotes() throws Exception {
    start(builder -> builder.profile(ModuleProfile.EC616_REF));
    host.ok("AT+ECURC=\"ECPADDR\",1").ok("AT+CEREG=2");
    clock.advance(SEARCH);
    host.expectLine("+CEREG:1,1A2B,0123ABCD,9").expectLine("+ECPADDR:0, 10.0.0.2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AT+CTZR=?   | +CTZR: (0-3)",
        "AT+CTZR?    | +CTZR: 0",
        "AT+CTZU?    | +CTZU: 1",
        "AT+CGEREP?  | +CGEREP: 0",
        "AT+CSCON=?  | +CSCON: (0,1)",
        "AT+ECPSMR?  | +ECPSMR: 0,0",
      })
  void aNewModuleIsSilent(String command, String answer) throws Exception {
    start(builder -> builder);
    host.answers(command, answer);
  }

  @Test
  void silencingAllDoesNotTouchTheClock() throws Exception {
    start(builder -> builder);
    host.ok("AT+ECURC=0").answers("AT+CTZU?", "+CTZU: 1");
    host.ok("AT+CTZU=0").ok("AT+ECURC=1").answers("AT+CTZU?", "+CTZU: 0");
  }

  @Test
  void pingsReportUnaskedAndTheLastLineHasALoneCr() throws Exception {
    start(builder -> builder.broker("127.0.0.1", 1));
    clock.advance(SEARCH);
    host.ok("AT+ECPING=\"h\",2");
    Duration roundTrip = Duration.ofMillis(300);
    for (int i = 0; i < 2; i++) {
      clock.awaitTimer(roundTrip);
      clock.advance(roundTrip);
      host.expectLine("+ECPING: SUCC, dest: 127.0.0.1, RTT: 300 ms");
    }
    host.expectLine("+ECPING: DONE, dest: 127.0.0.1,\r answered: 2");
    host.answers("AT+ECDNS=\"h\"", "+ECDNS:\"127.0.0.1\"");
  }

  @Test
  void pingsWithoutANetworkTimeOutAndAResetEndsThem() throws Exception {
    start(EmulatedModuleBuilder::neverRegisters);
    host.ok("AT+ECPING=\"h\",2,32,1000").refused("AT+ECDNS=\"h\"");
    clock.settle();
    clock.advance(Duration.ofSeconds(1));
    host.expectLine("+ECPING: FAIL, dest: h, time out: 1000 ms");
    module.reset();
    clock.settle();
    clock.advance(Duration.ofSeconds(10));
    host.nothingMore();
  }

  @Test
  void pagingIsStoredAndShown() throws Exception {
    start(builder -> builder);
    host.ok("AT+CEDRXS?").ok("AT+CEDRXS=1,5,\"0101\"").answers("AT+CEDRXS?", "+CEDRXS: 5,\"0101\"");
    host.send("AT+CEDRXS=1,4,\"0101\"\r").expectLine("+CME ERROR: 50");
    host.ok("AT+CEDRXS=0").ok("AT+CEDRXS?");
  }
}

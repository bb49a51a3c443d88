package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the decoder makes of lines, byte for byte. */
@Timeout(60)
class CommandLineTest {
  private static final String OK = "\r\nOK\r\n";
  private static final String ERROR = "\r\nERROR\r\n";
  private static final String CSQ = "\r\n+CSQ: 99,99\r\n";
  private static final String NOT_ALLOWED = "\r\n+CME ERROR: 3\r\n";

  private EmulatedModule module;
  private HostEnd host;

  @BeforeEach
  void start() {
    start(ModuleProfile.EC616);
  }

  private void start(ModuleProfile profile) {
    MemoryTransport.Pair line = MemoryTransport.pair("decoder");
    EmulatedModuleBuilder builder =
        RecordedModules.builder(line.module())
            .neverRegisters()
            .profile(profile)
            .firmwareDelays(FirmwareDelays.NONE);
    host = HostEnd.of(line, builder);
    module = builder.build();
    module.start();
  }

  @AfterEach
  void stop() {
    module.close();
  }

  static List<Arguments> chunks() {
    return List.of(
        chunks("a command", OK, "AT\r"),
        chunks("a command with CR LF", OK, "AT\r\n"),
        chunks("lower case", OK, "at\r"),
        chunks("mixed case", OK, "aT\r"),
        chunks("a blank in the prefix", OK, "A T\r"),
        chunks("blanks and line ends in front", OK, " \r\n\nAT\r"),
        chunks("empty lines are ignored", "", "\r", "\r\n", "\n"),
        chunks("no prefix", ERROR, "XT\r"),
        chunks("a line that starts with NUL is dropped", "", "\0AT\r"),
        chunks("repeat is not implemented", ERROR, "A/\r"),
        chunks("an unknown command", ERROR, "AT+FOO\r"),
        chunks("commands that do not exist", ERROR + ERROR, "ATZ\r", "AT&W\r"),
        chunks("an unknown basic command", ERROR, "ATV1\r"),
        chunks("a name in any case", CSQ + OK, "AT+csq\r"),
        chunks("blanks outside quotes", OK, "AT + CMEE = 1 \r"),
        chunks("a line over chunks", CSQ + OK, "AT+", "CS", "Q", "\r"),
        chunks("two lines in a chunk", OK + CSQ + OK, "AT\rAT+CSQ\r"),
        chunks("two lines with CR LF", OK + CSQ + OK, "AT\r\nAT+CSQ\r\n"),
        chunks("an unterminated tail waits", OK + CSQ + OK, "AT\rAT+C", "SQ\r"),
        chunks("an error spares the next line", ERROR + OK, "AT+FOO\rAT\r"),
        chunks("two commands in a line", CSQ + CSQ + OK, "AT+CSQ;+CSQ\r"),
        chunks("blanks around a semicolon", CSQ + CSQ + OK, "AT+CSQ ; +CSQ\r"),
        chunks("a semicolon at the end", CSQ + OK, "AT+CSQ;\r"),
        chunks("the first failure ends the line", CSQ + ERROR + OK, "AT+CSQ;+FOO;+CSQ\rAT\r"),
        chunks("a refusal ends the line", CSQ + NOT_ALLOWED, "AT+CSQ;+ECMTDISC=0;+CSQ\r"),
        chunks("basic commands after a blank", OK, "ATE0 Q0\r"),
        chunks("an extended command after a basic one", CSQ + OK, "ATE0 +CSQ\r"),
        chunks("basic commands without a blank", ERROR, "ATE0Q0\r"),
        chunks("a basic command without its digit", "\r\n+CME ERROR: 4\r\n", "ATE\r"),
        chunks("an action command is not read", ERROR, "AT+CSQ?\r"),
        chunks("too many parameters", ERROR, "AT+CMEE=1,1\r"),
        chunks("a comma too many", OK, "AT+CMEE=1,\r"),
        chunks("a parameter where there is none", ERROR, "AT+CSQ=1\r"),
        chunks("a mandatory parameter missing", ERROR, "AT+CMEE=\r"),
        chunks("a quoted number", ERROR, "AT+CMEE=\"1\"\r"),
        chunks("a number that is none", ERROR, "AT+CMEE=a\r"),
        chunks("leading zeros", OK, "AT+CMEE=01\r"),
        chunks("a number of 11 digits", ERROR, "AT+CMEE=00000000001\r"),
        chunks("a number of 33 bits", ERROR, "AT+CMEE=4294967296\r"),
        chunks("a number out of range", "\r\n+CME ERROR: 50\r\n", "AT+CMEE=3\r"),
        chunks("an empty string", NOT_ALLOWED, "AT+ECMTOPEN=0,\"\",1883\r"),
        chunks("an unquoted string", NOT_ALLOWED, "AT+ECMTOPEN=0,host,1883\r"),
        chunks("a third quote", ERROR, "AT+ECMTOPEN=0,\"a\"b\",1883\r"),
        chunks("no escapes", ERROR, "AT+ECMTOPEN=0,\"a\\\"b\",1883\r"),
        chunks("text behind a quote", ERROR, "AT+ECMTOPEN=0,\"a\"b,1883\r"),
        chunks("a quote that stays open", ERROR, "AT+ECMTOPEN=0,\"a,1883\r"),
        chunks("a TAB in a string", ERROR, "AT+ECMTOPEN=0,\"a\tb\",1883\r"),
        chunks("a LF in a string", NOT_ALLOWED, "AT+ECMTOPEN=0,\"a\nb\",1883\r"),
        chunks("two words unquoted", ERROR, "AT+ECMTOPEN=0,a b,1883\r"),
        chunks("a name of 33 characters", ERROR, "AT+" + "X".repeat(32) + "\r"),
        chunks("no digit for quiet mode", "\r\n+CME ERROR: 4\r\n", "ATQ\r"),
        chunks("further commands that do not exist", ERROR + ERROR, "AT+CSCS?\r", "AT+CPAS\r"),
        chunks("the handshake", "KSDH\r\n", "hdsk"),
        chunks("a command behind the handshake", "KSDH\r\n" + OK, "HDSK\r\nAT\r\n"),
        chunks("a value that a handler checks", NOT_ALLOWED, "AT+ECMTOPEN=1,\"a\",1883\r"),
        chunks("the read form of a write-only command", NOT_ALLOWED, "AT+ECMTSUB?\r"),
        chunks("a quoted number in ECMTCFG", NOT_ALLOWED, "AT+ECMTCFG=\"session\",\"0\",1\r"),
        chunks("a line of 4097 bytes", ERROR, tooLong()));
  }

  private static String[] tooLong() {
    return new String[] {"AT+" + "X".repeat(3000), "X".repeat(1093) + "\r"};
  }

  private static Arguments chunks(String name, String output, String... chunks) {
    return Arguments.of(name, output, chunks);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chunks")
  void answers(String name, String output, String[] chunks) {
    for (String chunk : chunks) {
      host.send(chunk);
    }
    host.expect(output).nothingMore();
  }

  @Test
  void aQuotedStringLosesALeadingComma() {
    host.ok("AT+ECMTCFG=\"will\",0,1,0,0,\",t\",\"a;b, c\"")
        .answers("AT+ECMTCFG=\"will\",0", "+ECMTCFG: \"will\",1,0,0,t,a;b, c");
  }

  @Test
  void stringsKeepEveryByteFromBlankUp() {
    String text = " \u00e9\u00ff'\\0D{}\u007f";
    host.ok("AT+ECMTCFG=\"will\",0,1,0,0,\"t\",\"" + text + "\"")
        .answers("AT+ECMTCFG=\"will\",0", "+ECMTCFG: \"will\",1,0,0,t," + text);
  }

  @Test
  void errorsAreWrittenAsCmeeSays() {
    host.ok("AT+CMEE=0").send("AT+ECMTDISC=0\r").expectLine("ERROR");
    host.ok("AT+CMEE=2")
        .send("AT+ECMTDISC=0\r")
        .expectLine("+CME ERROR: operation not allowed")
        .send("AT+FOO\r")
        .expectLine("ERROR");
    host.answers("AT+CMEE?", "+CMEE: 2");
  }

  @Test
  void factorySettingsWantADigit() {
    host.ok("AT+CMEE=2").answers("AT&F", "AT&F is not supported").answers("AT+CMEE?", "+CMEE: 2");
    host.ok("AT&F0").answers("AT+CMEE?", "+CMEE: 1");
  }

  @Test
  void theEchoIsOnePieceWithoutControlCharactersDirectlyBeforeTheAnswer() {
    host.ok("ATE1").send("AT+CSQ\r\n").expect("AT+CSQ" + CSQ + OK);
    host.send("AT\rATI\r")
        .expect("ATATI\r\nOK\r\n\r\nEigencomm EC616S_EMULATED V0.1\r\n\r\nOK\r\n");
    host.send("AT+X\u00e9\u0001\r").expect("AT+X" + ERROR);
    host.send("ATE0\r").expect("ATE0" + OK).nothingMore();
  }

  @Test
  void aProfileMayStartWithEcho() {
    module.close();
    start(ModuleProfile.EC616.withEcho(true));
    host.send("AT\r").expect("AT\r\nOK\r\n");
  }

  @Test
  void quietModeSuppressesResultsAndUrcsButNotInformation() {
    host.send("ATQ1\r").send("AT+CSQ\r").expect(CSQ);
    module.injectUrc("+X: 1");
    host.send("AT+FOO\r").send("AT+CSQ\r").expect(CSQ);
    host.send("ATQ0\r").expect(OK).nothingMore();
  }

  @Test
  void tooMuchPendingInputIsThrownAwayWithOneError() {
    host.send("A".repeat(3000)).send("A".repeat(1097)).expect(ERROR).nothingMore();
  }

  @Test
  void exactlyAsMuchAsFitsStays() {
    host.send("AT+ECMTPUB=0,0,0,0,\"t\",\"" + "x".repeat(2000));
    host.send("x".repeat(4096 - 2000 - 25 - 1) + "\r").expect(NOT_ALLOWED).nothingMore();
  }

  @Test
  void moreThan64PendingChunksAreThrownAway() {
    for (int i = 0; i < 65; i++) {
      host.send("x");
    }
    host.expect(ERROR).nothingMore();
  }

  @Test
  void theLineBufferEndsAtTheLastCrOfTheFirstChunkThatHasOne() {
    host.send("AT+ECMTPUB=0,0,0,0,\"t\",\"a\rAT+CSQ\rAT+CM")
        .expect(NOT_ALLOWED)
        .send("EE?\r")
        .expect("\r\n+CMEE: 1\r\n\r\nOK\r\n");
  }

  @Test
  void commandLinesAreLogged() throws Exception {
    host.send("AT\rAT+CSQ\r\n").expect(OK + CSQ + OK);
    assertEquals(List.of("AT", "AT+CSQ"), module.commands());
    assertEquals("AT", module.takeCommand(Duration.ZERO).orElseThrow());
    assertEquals("AT+CSQ", module.takeCommand(Duration.ZERO).orElseThrow());
    assertEquals(List.of(), module.commands());
  }

  @Test
  void aMutedModuleListensInSilence() {
    module.mute(true);
    host.send("ATE1\r").send("AT\r");
    host.send("ATE0\r");
    host.send("AT+CMEE=2\r");
    awaitCommand("AT+CMEE=2");
    module.mute(false);
    host.answers("AT+CMEE?", "+CMEE: 2");
  }

  private void awaitCommand(String line) {
    try {
      String taken;
      do {
        taken = module.takeCommand(Duration.ofSeconds(10)).orElseThrow();
      } while (!taken.equals(line));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void urcsLoseUpToTwoLineEndsAndEverythingFromNul() {
    module.injectUrc("\r\n\r+X: 1\r\n\r\n");
    module.injectUrc("+Y\0+Z");
    host.expect("\r\n\r+X: 1\r\n\r\n").expectLine("+Y");
  }
}

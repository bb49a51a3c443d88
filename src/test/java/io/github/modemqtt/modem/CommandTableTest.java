package io.github.modemqtt.modem;

import static io.github.modemqtt.modem.ScriptedModem.OK;
import static io.github.modemqtt.modem.ScriptedModem.info;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.ParameterException;
import io.github.modemqtt.at.ReplyFormatException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each command puts on the wire, and what it makes of the bytes that come back. */
@Timeout(20)
class CommandTableTest {
  private final ScriptedModem modem = new ScriptedModem();
  private final AtChannel channel = modem.connect();

  record Case(AtCommand<?> command, String line, String answer, @Nullable Object expected) {
    @Override
    public String toString() {
      return line + " " + answer.replace("\r\n", " ").strip();
    }
  }

  @AfterEach
  void close() {
    channel.close();
    modem.close();
    modem.verify();
  }

  @ParameterizedTest
  @MethodSource({"general", "sim", "network", "packet", "power"})
  void goesOutByteExactAndReadsTheAnswer(Case row) {
    modem.expect(row.line(), row.answer());
    assertEquals(row.line(), new String(row.command().line().bytes(), US_ASCII));
    assertEquals(row.expected(), channel.execute(row.command()));
  }

  static Stream<Case> general() {
    return Stream.of(
        does(new GeneralCommands.Attention(), "AT"),
        does(new GeneralCommands.SetEcho(false), "ATE0"),
        does(new GeneralCommands.SetEcho(true), "ATE1"),
        does(new GeneralCommands.EnableResultCodes(), "ATQ0"),
        does(new GeneralCommands.SetErrorReports(1), "AT+CMEE=1"),
        does(new GeneralCommands.SetBaudRate(115200), "AT+IPR=115200"),
        does(new GeneralCommands.SetBaudRateUntilRestart(9600), "AT+ECIPR=9600"),
        does(new GeneralCommands.SetCharacterFraming(3, 0), "AT+ICF=3,0"),
        does(new GeneralCommands.SetUrcs("ALL", false), "AT+ECURC=\"ALL\",0"),
        does(new GeneralCommands.SetUrcs("CSCON", true), "AT+ECURC=\"CSCON\",1"),
        reads(new GeneralCommands.ReadBaudRate(), "AT+IPR?", info("+IPR: 9600"), 9600),
        reads(
            new GeneralCommands.ReadIdentification(),
            "ATI",
            info("Eigencomm EC616S build 1"),
            "Eigencomm EC616S build 1"),
        reads(
            new GeneralCommands.ReadIdentification(),
            "ATI",
            "\r\nQuectel_Ltd\r\nQuectel_BC66\r\nRevision: BC66NBR01A11\r\n" + OK,
            "Quectel_Ltd\nQuectel_BC66\nRevision: BC66NBR01A11"),
        reads(
            new GeneralCommands.ReadManufacturer(),
            "AT+CGMI",
            info("+CGMI:\"eigencomm\""),
            "eigencomm"),
        reads(
            new GeneralCommands.ReadModel(),
            "AT+CGMM",
            info("+CGMM:\"eigencomm\",\"EC616S\""),
            "EC616S"),
        reads(new GeneralCommands.ReadModel(), "AT+CGMM", info("BG770A-GL"), "BG770A-GL"),
        reads(
            new GeneralCommands.ReadModel(),
            "AT+CGMM",
            "\r\n*PSUTTZ: 2020,12,9\r\n\r\nBG770A-GL\r\n" + OK,
            "BG770A-GL"),
        reads(
            new GeneralCommands.ReadFirmware(),
            "AT+CGMR",
            info("BG770AGLAAR01A03"),
            "BG770AGLAAR01A03"),
        reads(
            new GeneralCommands.ReadSerialNumber(),
            "AT+CGSN",
            info("004999010640000"),
            "004999010640000"),
        reads(
            new GeneralCommands.ReadImei(),
            "AT+CGSN=1",
            info("+CGSN: 866818039921444"),
            "866818039921444"),
        reads(
            new GeneralCommands.ReadImei(),
            "AT+CGSN=1",
            info("+CGSN: \"866818039921444\""),
            "866818039921444"));
  }

  static Stream<Case> sim() {
    String iccid = "89860446091891282224";
    return Stream.of(
        does(new SimCommands.EnterPin(new Pin("1234")), "AT+CPIN=\"1234\""),
        reads(new SimCommands.ReadPinState(), "AT+CPIN?", info("+CPIN: READY"), PinState.READY),
        reads(new SimCommands.ReadPinState(), "AT+CPIN?", info("+CPIN:READY"), PinState.READY),
        reads(new SimCommands.ReadPinState(), "AT+CPIN?", info("+CPIN: SIM PIN"), PinState.SIM_PIN),
        reads(new SimCommands.ReadPinState(), "AT+CPIN?", info("+CPIN: SIM PUK"), PinState.SIM_PUK),
        reads(
            new SimCommands.ReadPinState(), "AT+CPIN?", info("+CPIN: SIM PIN2"), PinState.SIM_PIN2),
        reads(
            new SimCommands.ReadPinState(), "AT+CPIN?", info("+CPIN: SIM PUK2"), PinState.SIM_PUK2),
        reads(
            new SimCommands.ReadPinState(), "AT+CPIN?", info("+CPIN: PH-NET PIN"), PinState.OTHER),
        reads(new SimCommands.ReadImsi(), "AT+CIMI", info("295050903238853"), "295050903238853"),
        reads(new SimCommands.ReadIccid(), "AT+ECICCID", info("+ECICCID: " + iccid), iccid),
        reads(
            new SimCommands.ReadIccid(), "AT+ECICCID", info("+ECICCID: \"" + iccid + "\""), iccid),
        reads(new SimCommands.ReadIccid(), "AT+ECICCID", info("+NCCID:" + iccid), iccid));
  }

  static Stream<Case> network() {
    NetworkCommands.ReadRegistration cereg =
        new NetworkCommands.ReadRegistration(RegistrationDomain.EVOLVED_PACKET);
    NetworkCommands.ReadRegistration creg =
        new NetworkCommands.ReadRegistration(RegistrationDomain.CIRCUIT_SWITCHED);
    NetworkCommands.ReadRegistration cgreg =
        new NetworkCommands.ReadRegistration(RegistrationDomain.PACKET_SWITCHED);
    NetworkCommands.ReadSignalQuality csq = new NetworkCommands.ReadSignalQuality();
    NetworkCommands.ReadExtendedSignalQuality cesq =
        new NetworkCommands.ReadExtendedSignalQuality();
    NetworkCommands.ReadOperator cops = new NetworkCommands.ReadOperator();
    NetworkCommands.ReadClock cclk = new NetworkCommands.ReadClock();
    return Stream.of(
        does(new NetworkCommands.SetFunctionality(1), "AT+CFUN=1"),
        does(
            new NetworkCommands.SetRegistrationReports(RegistrationDomain.EVOLVED_PACKET, 5),
            "AT+CEREG=5"),
        does(
            new NetworkCommands.SetRegistrationReports(RegistrationDomain.CIRCUIT_SWITCHED, 2),
            "AT+CREG=2"),
        does(new NetworkCommands.SelectOperatorAutomatically(), "AT+COPS=0"),
        does(new NetworkCommands.SelectOperator("46000"), "AT+COPS=1,2,\"46000\""),
        does(new NetworkCommands.Deregister(), "AT+COPS=2"),
        does(new NetworkCommands.SetRadioConnectionReports(true), "AT+CSCON=1"),
        does(new NetworkCommands.SetRadioConnectionReports(false), "AT+CSCON=0"),
        does(new NetworkCommands.SetTimeZoneReports(3), "AT+CTZR=3"),
        reads(new NetworkCommands.ReadFunctionality(), "AT+CFUN?", info("+CFUN: 4"), 4),
        reads(new NetworkCommands.ReadFunctionality(), "AT+CFUN?", info("+CFUN: 1,0"), 1),
        reads(cereg, "AT+CEREG?", info("+CEREG: 0,1"), state(RegistrationState.HOME)),
        reads(cereg, "AT+CEREG?", info("+CEREG: 4,4"), state(RegistrationState.UNKNOWN)),
        reads(creg, "AT+CREG?", info("+CREG: 0,6"), state(RegistrationState.HOME_SMS_ONLY)),
        reads(creg, "AT+CREG?", info("+CREG: 0,7"), state(RegistrationState.ROAMING_SMS_ONLY)),
        reads(cgreg, "AT+CGREG?", info("+CGREG: 2,2"), state(RegistrationState.SEARCHING)),
        reads(cereg, "AT+CEREG?", info("+CEREG: 0,11"), state(RegistrationState.UNKNOWN)),
        reads(
            cereg,
            "AT+CEREG?",
            info("+CEREG: 2,1,\"4844\",\"0EA2D0CA\",7"),
            cell(RegistrationState.HOME, "4844", "0EA2D0CA", 7)),
        reads(
            cereg,
            "AT+CEREG?",
            info("+CEREG:2,5,4844,01a2c315,9"),
            cell(RegistrationState.ROAMING, "4844", "01a2c315", 9)),
        reads(
            creg,
            "AT+CREG?",
            info("+CREG: 2,5,\"4E76\",\"00006BE6\",3"),
            cell(RegistrationState.ROAMING, "4E76", "00006BE6", 3)),
        reads(
            cereg,
            "AT+CEREG?",
            info("+CEREG: 3,3,,,,0,15"),
            new Registration(
                RegistrationState.DENIED,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.of(0),
                OptionalInt.of(15),
                Optional.empty(),
                Optional.empty())),
        reads(
            cereg,
            "AT+CEREG?",
            info("+CEREG: 5,1,\"4844\",\"01a2c315\",9,,,\"00000101\",\"00100011\""),
            new Registration(
                RegistrationState.HOME,
                Optional.of("4844"),
                Optional.of("01a2c315"),
                OptionalInt.of(9),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.of(Duration.ofSeconds(10)),
                Optional.of(Duration.ofHours(3)))),
        reads(
            cops,
            "AT+COPS?",
            info("+COPS: 0,2,\"46000\",9"),
            new CurrentOperator(0, OptionalInt.of(2), Optional.of("46000"), OptionalInt.of(9))),
        reads(
            cops,
            "AT+COPS?",
            info("+COPS: 0,,,9"),
            new CurrentOperator(0, OptionalInt.empty(), Optional.empty(), OptionalInt.of(9))),
        reads(
            cops,
            "AT+COPS?",
            info("+COPS: 0"),
            new CurrentOperator(0, OptionalInt.empty(), Optional.empty(), OptionalInt.empty())),
        reads(
            new NetworkCommands.SearchOperators(),
            "AT+COPS=?",
            info(
                "+COPS: (2,\"CHINA (MOBILE)\",\"CMCC\",\"46000\",9),(3,\"\",\"\",\"46001\"),"
                    + ",(0-4),(0-2)"),
            List.of(
                new FoundOperator(2, "CHINA (MOBILE)", "CMCC", "46000", OptionalInt.of(9)),
                new FoundOperator(3, "", "", "46001", OptionalInt.empty()))),
        reads(
            new NetworkCommands.SearchOperators(),
            "AT+COPS=?",
            info("+COPS: ,,(0-4),(0-2)"),
            List.of()),
        reads(csq, "AT+CSQ", info("+CSQ: 20,99"), signal(OptionalInt.of(-73), OptionalInt.empty())),
        reads(csq, "AT+CSQ", info("+CSQ:25,0"), signal(OptionalInt.of(-63), OptionalInt.of(0))),
        reads(csq, "AT+CSQ", info("+CSQ: 0,7"), signal(OptionalInt.of(-113), OptionalInt.of(7))),
        reads(csq, "AT+CSQ", info("+CSQ: 31,0"), signal(OptionalInt.of(-51), OptionalInt.of(0))),
        reads(csq, "AT+CSQ", info("+CSQ: 99,99"), signal(OptionalInt.empty(), OptionalInt.empty())),
        reads(
            cesq,
            "AT+CESQ",
            info("+CESQ: 99,99,255,255,22,48"),
            new ExtendedSignalQuality(OptionalInt.of(-93), OptionalDouble.of(-9))),
        reads(
            cesq,
            "AT+CESQ",
            info("+CESQ: 99,99,255,255,255,255"),
            new ExtendedSignalQuality(OptionalInt.empty(), OptionalDouble.empty())),
        reads(new NetworkCommands.ReadRadioConnection(), "AT+CSCON?", info("+CSCON: 0,1"), true),
        reads(new NetworkCommands.ReadRadioConnection(), "AT+CSCON?", info("+CSCON:1,0"), false),
        reads(cclk, "AT+CCLK?", info("+CCLK: \"2026/11/20,10:11:12+32\""), clock(8)),
        reads(cclk, "AT+CCLK?", info("+CCLK: \"26/11/20,10:11:12-14\""), clock(-3.5)),
        reads(cclk, "AT+CCLK?", info("+CCLK:26/11/20,10:11:12+00"), clock(0)),
        reads(
            cclk,
            "AT+CCLK?",
            info("+CCLK: \"26/11/20,10:11:12\""),
            new ModuleClock(LocalDateTime.of(2026, 11, 20, 10, 11, 12), Optional.empty())),
        reads(
            new NetworkCommands.ReadLayerStatus(),
            "AT+ECSTATUS",
            "\r\n+ECSTATUS: PHY, DlEarfcn:3686, RSRP:-93\r\n+ECSTATUS: EMM, State:REGISTERED\r\n"
                + OK,
            Map.of(
                "PHY", Map.of("DlEarfcn", "3686", "RSRP", "-93"),
                "EMM", Map.of("State", "REGISTERED"))));
  }

  static Stream<Case> packet() {
    PacketCommands.ReadAddresses all = new PacketCommands.ReadAddresses();
    PacketCommands.ReadContexts contexts = new PacketCommands.ReadContexts();
    return Stream.of(
        does(new PacketCommands.SetAttach(true), "AT+CGATT=1"),
        does(new PacketCommands.SetAttach(false), "AT+CGATT=0"),
        does(
            new PacketCommands.DefineContext(1, "IP", "internet"),
            "AT+CGDCONT=1,\"IP\",\"internet\""),
        does(new PacketCommands.DefineContext(0, "IP", ""), "AT+CGDCONT=0,\"IP\""),
        does(new PacketCommands.SetPacketReports(true), "AT+CGEREP=1"),
        does(new PacketCommands.SetPacketReports(false), "AT+CGEREP=0"),
        reads(new PacketCommands.ReadNetworkParameters(), "AT+CGCONTRDP", OK, List.of()),
        reads(
            new PacketCommands.ReadNetworkParameters(),
            "AT+CGCONTRDP",
            "\r\n+CGCONTRDP: 0,5,\"cmnbiot\",\"10.1.2.3.255.0.0.0\",,\"192.0.2.1\",\"192.0.2.2\""
                + "\r\n+CGCONTRDP: 1,,\"internet\"\r\n"
                + OK,
            List.of(
                new PdpParameters(
                    0,
                    OptionalInt.of(5),
                    "cmnbiot",
                    "10.1.2.3.255.0.0.0",
                    "",
                    "192.0.2.1",
                    "192.0.2.2"),
                new PdpParameters(1, OptionalInt.empty(), "internet", "", "", "", ""))),
        reads(new PacketCommands.ReadAttach(), "AT+CGATT?", info("+CGATT: 1"), true),
        reads(new PacketCommands.ReadAttach(), "AT+CGATT?", info("+CGATT: 0"), false),
        reads(all, "AT+CGPADDR", info("+CGPADDR: 0,\"10.1.2.3\""), List.of(address(0, "10.1.2.3"))),
        reads(all, "AT+CGPADDR", info("+CGPADDR:0,10.1.2.3"), List.of(address(0, "10.1.2.3"))),
        reads(all, "AT+CGPADDR", info("+CGPADDR: 0"), List.of(address(0))),
        reads(all, "AT+CGPADDR", info("+CGPADDR: 0,\"\""), List.of(address(0))),
        reads(all, "AT+CGPADDR", OK, List.of()),
        reads(
            all,
            "AT+CGPADDR",
            "\r\n+CGPADDR: 0,\"10.1.2.3\",\"2001:db8::1\"\r\n+CGPADDR: 1,\"10.9.9.9\"\r\n" + OK,
            List.of(address(0, "10.1.2.3", "2001:db8::1"), address(1, "10.9.9.9"))),
        reads(
            new PacketCommands.ReadAddressesOf(1),
            "AT+CGPADDR=1",
            info("+CGPADDR: 1,\"10.9.9.9\""),
            List.of(address(1, "10.9.9.9"))),
        reads(contexts, "AT+CGDCONT?", OK, List.of()),
        reads(
            contexts,
            "AT+CGDCONT?",
            "\r\n+CGDCONT: 0,\"IP\",\"cmnbiot\",,0,0,,,,\r\n"
                + "+CGDCONT: 1,\"IPV6\",\"\",\"2001:db8::1\",0,0\r\n"
                + OK,
            List.of(
                new PdpContext(0, "IP", "cmnbiot", ""),
                new PdpContext(1, "IPV6", "", "2001:db8::1"))),
        reads(
            new PacketCommands.LookUpHost("broker.example"),
            "AT+ECDNS=\"broker.example\"",
            info("+ECDNS:\"192.0.2.7\""),
            "192.0.2.7"));
  }

  static Stream<Case> power() {
    PowerCommands.ReadPowerSaving cpsms = new PowerCommands.ReadPowerSaving();
    PowerCommands.ReadSleepLimit limit = new PowerCommands.ReadSleepLimit();
    return Stream.of(
        does(new PowerCommands.SetSleepLimit(SleepMode.SLEEP1), "AT+ECPMUCFG=1,2"),
        does(new PowerCommands.ForbidSleep(), "AT+ECPMUCFG=0"),
        does(saving(false, null, null), "AT+CPSMS=0"),
        does(saving(true, null, null), "AT+CPSMS=1"),
        does(
            saving(true, Duration.ofHours(30), Duration.ofSeconds(10)),
            "AT+CPSMS=1,,,\"00111110\",\"00000101\""),
        does(saving(true, Duration.ofMinutes(10), null), "AT+CPSMS=1,,,\"10010100\""),
        does(saving(true, null, Duration.ZERO), "AT+CPSMS=1,,,,\"00000000\""),
        does(new PowerCommands.SetEdrx(new EdrxRequest(5, "0010"), true), "AT+CEDRXS=2,5,\"0010\""),
        does(
            new PowerCommands.SetEdrx(new EdrxRequest(4, "1101"), false), "AT+CEDRXS=1,4,\"1101\""),
        does(new PowerCommands.DisableEdrx(), "AT+CEDRXS=0"),
        does(new PowerCommands.SetPowerSavingReports(true), "AT+ECPSMR=1"),
        does(new PowerCommands.SetPowerSavingReports(false), "AT+ECPSMR=0"),
        does(new PowerCommands.SetSleepDelay(Duration.ZERO), "AT+ECPCFG=\"slpWaitTime\",0"),
        does(
            new PowerCommands.SetSleepDelay(Duration.ofMillis(65535)),
            "AT+ECPCFG=\"slpWaitTime\",65535"),
        does(new PowerCommands.SetHibernationReports(true), "AT+ECPURC=\"HIBNATE\",1"),
        does(new PowerCommands.SetHibernationReports(false), "AT+ECPURC=\"HIBNATE\",0"),
        reads(new PowerCommands.ReadPowerSavingState(), "AT+ECPSMR?", info("+ECPSMR: 1,0"), false),
        reads(new PowerCommands.ReadPowerSavingState(), "AT+ECPSMR?", info("+ECPSMR: 0,1"), true),
        slept("Actv", SleepMode.ACTIVE),
        slept("Idle", SleepMode.IDLE),
        slept("Slp1", SleepMode.SLEEP1),
        slept("Slp2", SleepMode.SLEEP2),
        slept("Hibn", SleepMode.HIBERNATE),
        reads(
            new PowerCommands.ReadPlatformSettings(),
            "AT+ECPCFG?",
            info("+ECPCFG: \"faultAction\":0,\"logBaudrate\":3000000,\"slpWaitTime\":5000"),
            Map.of("faultAction", 0, "logBaudrate", 3_000_000, "slpWaitTime", 5000)),
        does(new PowerCommands.Restart(), "AT+ECRST"),
        does(new PowerCommands.RestartAfter(Duration.ofSeconds(2)), "AT+ECRST=\"delay\",2000"),
        reads(limit, "AT+ECPMUCFG?", info("+ECPMUCFG: 0"), Optional.empty()),
        reads(limit, "AT+ECPMUCFG?", info("+ECPMUCFG: 1,4"), Optional.of(SleepMode.HIBERNATE)),
        reads(
            cpsms,
            "AT+CPSMS?",
            info("+CPSMS: 1,,,\"00100011\",\"01000010\""),
            new PowerSaving(
                true, Optional.of(Duration.ofHours(3)), Optional.of(Duration.ofMinutes(12)))),
        reads(
            cpsms,
            "AT+CPSMS?",
            info("+CPSMS: 0"),
            new PowerSaving(false, Optional.empty(), Optional.empty())),
        reads(
            cpsms,
            "AT+CPSMS?",
            info("+CPSMS:0,\"01100000\",\"00000000\",,\"00000000\""),
            new PowerSaving(false, Optional.empty(), Optional.of(Duration.ZERO))),
        reads(
            cpsms,
            "AT+CPSMS?",
            info("+CPSMS: 1,,,\"11100000\",\"11100000\""),
            new PowerSaving(true, Optional.empty(), Optional.empty())),
        reads(
            new PowerCommands.ReadEdrx(),
            "AT+CEDRXS?",
            info("+CEDRXS: 5,\"0010\""),
            List.of(new EdrxRequest(5, "0010"))),
        reads(new PowerCommands.ReadEdrx(), "AT+CEDRXS?", info("+CEDRXS:"), List.of()));
  }

  @Test
  void timeOutsAreALittleLongerThanTheModulesOwn() {
    Map<AtCommand<?>, Integer> seconds =
        Map.of(
            new GeneralCommands.Attention(), 6,
            new NetworkCommands.ReadSignalQuality(), 6,
            new SimCommands.ReadPinState(), 26,
            new SimCommands.EnterPin(new Pin("0000")), 26,
            new NetworkCommands.ReadFunctionality(), 26,
            new NetworkCommands.SetFunctionality(1), 26,
            new PacketCommands.LookUpHost("h"), 31,
            new PacketCommands.ReadAttach(), 71,
            new PacketCommands.SetAttach(true), 71,
            new NetworkCommands.SearchOperators(), 306);
    Map<AtCommand<?>, Integer> more =
        Map.of(
            new NetworkCommands.SelectOperatorAutomatically(), 306,
            new NetworkCommands.SelectOperator("46000"), 306,
            new NetworkCommands.Deregister(), 306,
            new PowerCommands.ReadPlatformSettings(), 6,
            new PacketCommands.ReadNetworkParameters(), 6);
    more.forEach(
        (command, timeout) ->
            assertEquals(Duration.ofSeconds(timeout), command.timeout(), command.toString()));
    seconds.forEach(
        (command, timeout) ->
            assertEquals(Duration.ofSeconds(timeout), command.timeout(), command.toString()));
  }

  @Test
  void aPinIsNeverShown() {
    SimCommands.EnterPin command = new SimCommands.EnterPin(new Pin("987654"));
    assertFalse((command + " " + command.line()).contains("987654"));
    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> new Pin("98765x"));
    assertFalse(failure.getMessage().contains("98765"));
    assertThrows(IllegalArgumentException.class, () -> new Pin("123"));
    assertThrows(IllegalArgumentException.class, () -> new Pin("123456789"));
  }

  @Test
  void aParameterCannotBreakOutOfItsCommand() {
    assertThrows(
        ParameterException.class, () -> new PacketCommands.LookUpHost("h\"\rAT+ECRST").line());
    assertThrows(
        ParameterException.class,
        () -> new PacketCommands.DefineContext(0, "IP", "a\",\"b").line());
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new GeneralCommands.SetErrorReports(3));
    assertThrows(IllegalArgumentException.class, () -> new GeneralCommands.SetBaudRate(-1));
    assertThrows(
        IllegalArgumentException.class, () -> new GeneralCommands.SetBaudRateUntilRestart(0));
    assertThrows(
        IllegalArgumentException.class, () -> new GeneralCommands.SetCharacterFraming(7, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new GeneralCommands.SetCharacterFraming(1, 2));
    assertThrows(IllegalArgumentException.class, () -> new NetworkCommands.SetTimeZoneReports(4));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PowerCommands.SetSleepDelay(Duration.ofMillis(65536)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PowerCommands.SetSleepDelay(Duration.ofMillis(-1)));
    assertThrows(IllegalArgumentException.class, () -> new NetworkCommands.SetFunctionality(128));
    assertThrows(
        IllegalArgumentException.class,
        () -> new NetworkCommands.SetRegistrationReports(RegistrationDomain.EVOLVED_PACKET, 6));
  }

  @Test
  void textsOfTheWrongFormAreRefused() {
    for (String number : List.of("", "4600", "4600000", "460-0", "46\u0660\u0660\u0660")) {
      assertThrows(
          IllegalArgumentException.class, () -> new NetworkCommands.SelectOperator(number));
    }
    for (String cycle : List.of("", "010", "01010", "012a")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new PowerCommands.SetEdrx(new EdrxRequest(5, cycle), true));
    }
  }

  @Test
  void timesThatCannotBeSaidAreRefused() {
    Duration longestUpdate = Duration.ofHours(320 * 31);
    Duration longestActive = Duration.ofMinutes(6 * 31);
    assertEquals(
        "AT+CPSMS=1,,,\"11011111\",\"01011111\"",
        saving(true, longestUpdate, longestActive).line().toString());
    Duration moment = Duration.ofNanos(1);
    assertThrows(
        IllegalArgumentException.class, () -> saving(true, longestUpdate.plus(moment), null));
    assertThrows(
        IllegalArgumentException.class, () -> saving(true, null, longestActive.plus(moment)));
    assertThrows(IllegalArgumentException.class, () -> saving(true, moment.negated(), null));
  }

  @Test
  void whatIsAskedForIsNeverLessThanWhatIsWanted() {
    for (long seconds = 0; seconds <= 6 * 31 * 60; seconds++) {
      Duration wanted = Duration.ofSeconds(seconds);
      Duration active = GprsTimer.activeTime(GprsTimer.activeTimeBits(wanted)).orElseThrow();
      Duration update =
          GprsTimer.periodicUpdate(GprsTimer.periodicUpdateBits(wanted)).orElseThrow();
      assertFalse(active.compareTo(wanted) < 0, () -> wanted + " became " + active);
      assertFalse(update.compareTo(wanted) < 0, () -> wanted + " became " + update);
      Duration farOff = wanted.multipliedBy(2).plusSeconds(2);
      assertFalse(active.compareTo(farOff) > 0, () -> wanted + " became " + active);
      assertFalse(update.compareTo(farOff) > 0, () -> wanted + " became " + update);
    }
  }

  @Test
  void settingsThatAreNoneAreAFormatFailure() {
    modem.expect("AT+ECPCFG?", info("+ECPCFG: \"a\":1,\"b\""));
    modem.expect("AT+ECPCFG?", info("+ECPCFG: \"a\":x"));
    modem.expect("AT+ECPMUSTATUS?", info("+ECPMUSTATUS: Slp9, 1"));
    PowerCommands.ReadPlatformSettings settings = new PowerCommands.ReadPlatformSettings();
    assertThrows(ReplyFormatException.class, () -> channel.execute(settings));
    assertThrows(ReplyFormatException.class, () -> channel.execute(settings));
    assertThrows(
        ReplyFormatException.class, () -> channel.execute(new PowerCommands.ReadSleepStatus()));
  }

  @Test
  void aClockThatWasNeverSetIsAFormatFailure() {
    modem.expect("AT+CCLK?", info("+CCLK: \"00/00/00,00:00:00+00\""));
    assertThrows(
        ReplyFormatException.class, () -> channel.execute(new NetworkCommands.ReadClock()));
  }

  @Test
  void aMissingAnswerIsAFormatFailure() {
    modem.expect("AT+CSQ", OK).expect("AT+CGMM", OK);
    assertThrows(
        ReplyFormatException.class, () -> channel.execute(new NetworkCommands.ReadSignalQuality()));
    assertThrows(
        ReplyFormatException.class, () -> channel.execute(new GeneralCommands.ReadModel()));
  }

  @Test
  void theClockOfAnEc616IsUtcWhateverItsZone() {
    assertEquals(Instant.parse("2026-11-20T10:11:12Z"), clock(8).asUtc());
    assertEquals(Instant.parse("2026-11-20T02:11:12Z"), clock(8).asLocal());
  }

  @Test
  void onlyARealIpv4AddressCounts() {
    assertEquals(Optional.of("10.1.2.3"), address(0, "2001:db8::1", "10.1.2.3").ipv4());
    assertEquals(Optional.empty(), address(0, "0.0.0.0").ipv4());
    assertEquals(Optional.empty(), address(0, "254.128.0.0.0.0.0.0.0.0.0.0.0.0.0.1").ipv4());
    assertEquals(Optional.empty(), address(0).ipv4());
  }

  private static PowerCommands.SetPowerSaving saving(
      boolean enabled, @Nullable Duration update, @Nullable Duration active) {
    return new PowerCommands.SetPowerSaving(
        new PowerSaving(enabled, Optional.ofNullable(update), Optional.ofNullable(active)));
  }

  private static Case slept(String name, SleepMode mode) {
    return reads(
        new PowerCommands.ReadSleepStatus(),
        "AT+ECPMUSTATUS?",
        info("+ECPMUSTATUS: " + name + ", 1200"),
        new SleepStatus(mode, Duration.ofMillis(1200)));
  }

  private static Case does(AtCommand<Void> command, String line) {
    return new Case(command, line, OK, null);
  }

  private static <R> Case reads(AtCommand<R> command, String line, String answer, R expected) {
    return new Case(command, line, answer, expected);
  }

  private static Registration state(RegistrationState state) {
    return new Registration(
        state,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Registration cell(
      RegistrationState state, String area, String cell, int technology) {
    return new Registration(
        state,
        Optional.of(area),
        Optional.of(cell),
        OptionalInt.of(technology),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static SignalQuality signal(OptionalInt rssi, OptionalInt errors) {
    return new SignalQuality(rssi, errors);
  }

  private static ModuleClock clock(double zoneHours) {
    return new ModuleClock(
        LocalDateTime.of(2026, 11, 20, 10, 11, 12),
        Optional.of(ZoneOffset.ofTotalSeconds((int) (zoneHours * 3600))));
  }

  private static PdpAddress address(int contextId, String... addresses) {
    return new PdpAddress(contextId, List.of(addresses));
  }
}

package io.github.modemqtt.cli.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.cli.term.CommandHelp.Form;
import io.github.modemqtt.ecmt.EcmtClose;
import io.github.modemqtt.ecmt.EcmtConfigQuery;
import io.github.modemqtt.ecmt.EcmtConfigure;
import io.github.modemqtt.ecmt.EcmtConnect;
import io.github.modemqtt.ecmt.EcmtConnectQuery;
import io.github.modemqtt.ecmt.EcmtDisconnect;
import io.github.modemqtt.ecmt.EcmtLimits;
import io.github.modemqtt.ecmt.EcmtOpen;
import io.github.modemqtt.ecmt.EcmtOpenQuery;
import io.github.modemqtt.ecmt.EcmtPublish;
import io.github.modemqtt.ecmt.EcmtPublishCancel;
import io.github.modemqtt.ecmt.EcmtSubscribe;
import io.github.modemqtt.ecmt.EcmtTls;
import io.github.modemqtt.ecmt.EcmtUnsubscribe;
import io.github.modemqtt.modem.EdrxRequest;
import io.github.modemqtt.modem.GeneralCommands;
import io.github.modemqtt.modem.NetworkCommands;
import io.github.modemqtt.modem.PacketCommands;
import io.github.modemqtt.modem.Pin;
import io.github.modemqtt.modem.PowerCommands;
import io.github.modemqtt.modem.PowerSaving;
import io.github.modemqtt.modem.RegistrationDomain;
import io.github.modemqtt.modem.SimCommands;
import io.github.modemqtt.modem.SleepMode;
import io.github.modemqtt.mqtt.MqttVersion;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.mqtt.Will;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class CatalogueTest {
  private static final EcmtLimits LIMITS = EcmtLimits.EC616;
  private static final Catalogue CATALOGUE = Catalogue.load();

  /** One of each command that the driver has; those with choices more than once. */
  static Stream<AtCommand<?>> commands() {
    return Stream.of(general(), network(), packetAndPower(), mqtt()).flatMap(List::stream);
  }

  private static List<AtCommand<?>> general() {
    return List.of(
        new GeneralCommands.Attention(),
        new GeneralCommands.SetEcho(true),
        new GeneralCommands.EnableResultCodes(),
        new GeneralCommands.SetErrorReports(2),
        new GeneralCommands.ReadBaudRate(),
        new GeneralCommands.SetBaudRate(9600),
        new GeneralCommands.SetBaudRateUntilRestart(9600),
        new GeneralCommands.SetCharacterFraming(3, 0),
        new GeneralCommands.ReadIdentification(),
        new GeneralCommands.ReadManufacturer(),
        new GeneralCommands.ReadModel(),
        new GeneralCommands.ReadFirmware(),
        new GeneralCommands.ReadSerialNumber(),
        new GeneralCommands.ReadImei(),
        new GeneralCommands.SetUrcs("ALL", true),
        new SimCommands.ReadPinState(),
        new SimCommands.EnterPin(new Pin("1234")),
        new SimCommands.ReadImsi(),
        new SimCommands.ReadIccid());
  }

  private static List<AtCommand<?>> network() {
    return List.of(
        new NetworkCommands.ReadFunctionality(),
        new NetworkCommands.SetFunctionality(1),
        new NetworkCommands.ReadRegistration(RegistrationDomain.EVOLVED_PACKET),
        new NetworkCommands.ReadRegistration(RegistrationDomain.PACKET_SWITCHED),
        new NetworkCommands.ReadRegistrationReports(RegistrationDomain.EVOLVED_PACKET),
        new NetworkCommands.SetRegistrationReports(RegistrationDomain.CIRCUIT_SWITCHED, 2),
        new NetworkCommands.ReadOperator(),
        new NetworkCommands.SelectOperatorAutomatically(),
        new NetworkCommands.SelectOperator("46000"),
        new NetworkCommands.Deregister(),
        new NetworkCommands.SearchOperators(),
        new NetworkCommands.ReadSignalQuality(),
        new NetworkCommands.ReadExtendedSignalQuality(),
        new NetworkCommands.ReadRadioConnection(),
        new NetworkCommands.SetRadioConnectionReports(true),
        new NetworkCommands.ReadClock(),
        new NetworkCommands.SetTimeZoneReports(1),
        new NetworkCommands.ReadLayerStatus());
  }

  private static List<AtCommand<?>> packetAndPower() {
    PowerSaving saving =
        new PowerSaving(
            true, Optional.of(Duration.ofHours(1)), Optional.of(Duration.ofSeconds(10)));
    return List.of(
        new PacketCommands.ReadAttach(),
        new PacketCommands.SetAttach(true),
        new PacketCommands.ReadAddresses(),
        new PacketCommands.ReadAddressesOf(0),
        new PacketCommands.ReadContexts(),
        new PacketCommands.DefineContext(0, "IP", "iot"),
        new PacketCommands.SetPacketReports(true),
        new PacketCommands.ReadNetworkParameters(),
        new PacketCommands.LookUpHost("a.example"),
        new PacketCommands.Ping("a.example", 32, Duration.ofSeconds(5)),
        new PowerCommands.ReadPowerSaving(),
        new PowerCommands.SetPowerSaving(saving),
        new PowerCommands.ReadEdrx(),
        new PowerCommands.SetEdrx(new EdrxRequest(5, "0101"), true),
        new PowerCommands.DisableEdrx(),
        new PowerCommands.ReadPowerSavingState(),
        new PowerCommands.SetPowerSavingReports(true),
        new PowerCommands.ReadSleepLimit(),
        new PowerCommands.SetSleepLimit(SleepMode.SLEEP1),
        new PowerCommands.ForbidSleep(),
        new PowerCommands.ReadSleepStatus(),
        new PowerCommands.ReadPlatformSettings(),
        new PowerCommands.SetSleepDelay(Duration.ofSeconds(5)),
        new PowerCommands.SetHibernationReports(true),
        new PowerCommands.Restart(),
        new PowerCommands.RestartAfter(Duration.ofSeconds(1)));
  }

  private static List<AtCommand<?>> mqtt() {
    TopicName topic = TopicName.of("t");
    TopicFilter filter = TopicFilter.of("t/#");
    byte[] payload = "x".getBytes(StandardCharsets.UTF_8);
    return List.of(
        new EcmtConfigure.KeepAlive(0, Duration.ofSeconds(60)),
        new EcmtConfigure.Session(0, true),
        new EcmtConfigure.Version(0, MqttVersion.V3_1_1),
        new EcmtConfigure.Timeout(0, Duration.ofSeconds(10), 3, false),
        new EcmtConfigure.Security(new EcmtTls.Psk("0123", "device")),
        new EcmtConfigure.LastWill(0, Will.ofText(topic, "gone", Qos.AT_MOST_ONCE, false), LIMITS),
        new EcmtConfigQuery(0, EcmtConfigQuery.Item.WILL),
        new EcmtOpen(0, "a.example", 1883, LIMITS),
        new EcmtOpenQuery(),
        new EcmtConnect(0, "id", "user", "password", LIMITS),
        new EcmtConnectQuery(),
        new EcmtSubscribe(0, 1, filter, Qos.AT_LEAST_ONCE, LIMITS),
        new EcmtUnsubscribe(0, 1, filter, LIMITS),
        new EcmtPublish(0, 1, Qos.AT_LEAST_ONCE, false, topic, payload, LIMITS),
        new EcmtPublishCancel(0, topic),
        new EcmtDisconnect(0),
        new EcmtClose(0));
  }

  @Test
  void theListOfThisTestHasEveryCommandOfTheDriver() throws Exception {
    Set<String> driver = new TreeSet<>(commandsIn("modem"));
    driver.addAll(commandsIn("ecmt"));
    assertTrue(driver.size() > 70, driver::toString);

    Set<String> here =
        commands().map(command -> command.getClass().getName()).collect(Collectors.toSet());
    assertEquals(driver, new TreeSet<>(here));
  }

  private static List<String> commandsIn(String layer) throws IOException {
    Path folder = Path.of("target/classes/io/github/modemqtt", layer);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
          .map(name -> "io.github.modemqtt." + layer + "." + name.replaceAll("\\.class$", ""))
          .filter(CatalogueTest::isPublicCommand)
          .toList();
    }
  }

  private static boolean isPublicCommand(String name) {
    try {
      Class<?> type = Class.forName(name, false, CatalogueTest.class.getClassLoader());
      return type.isRecord()
          && Modifier.isPublic(type.getModifiers())
          && AtCommand.class.isAssignableFrom(type);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandOfTheDriverHasHelpForItsFormAndItsParameters(AtCommand<?> command) {
    String line = new String(command.line().bytes(), StandardCharsets.UTF_8);
    CommandHelp help = CATALOGUE.of(line).orElseThrow(() -> new AssertionError("no " + line));
    String rest = line.substring(help.name().length());

    assertTrue(help.summary().endsWith("."), help.summary());
    assertTrue(help.forms().contains(formOf(rest)), line + " is no form of " + help);
    if (!rest.isEmpty() && !rest.startsWith("?") && !rest.equals("=?")) {
      int given = help.forms().contains(Form.DIGIT) ? 1 : Fields.of(rest.substring(1)).count();
      assertTrue(given <= help.parameters().size(), line + " has more than " + help);
      long mandatory = help.parameters().stream().filter(p -> !p.optional()).count();
      assertTrue(given >= mandatory, line + " has less than " + help);
    }
  }

  private static Form formOf(String rest) {
    if (rest.isEmpty()) {
      return Form.RUN;
    }
    return switch (rest.charAt(0)) {
      case '?' -> Form.READ;
      case '=', ',' -> Form.SET;
      default -> Form.DIGIT;
    };
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theTimeIsAtLeastTheDriversOwn(AtCommand<?> command) {
    String line = new String(command.line().bytes(), StandardCharsets.UTF_8);
    CommandHelp help = CATALOGUE.of(line).orElseThrow();

    assertFalse(help.time().compareTo(command.timeout()) < 0, line + ": " + command.timeout());
  }

  @Test
  void namesAreKnownOnceAndEveryParameterIsExplained() {
    List<String> names = CATALOGUE.commands().stream().map(CommandHelp::name).toList();
    assertEquals(names.size(), Set.copyOf(names).size());
    for (CommandHelp command : CATALOGUE.commands()) {
      for (Parameter parameter : command.parameters()) {
        assertFalse(parameter.range().isBlank() || parameter.meaning().isBlank(), command.name());
      }
    }
  }

  @Test
  void aLineIsFoundByItsLongestName() {
    assertEquals("AT+CSQ", CATALOGUE.of("at+csq").orElseThrow().name());
    assertEquals("ATE", CATALOGUE.of("ATE0").orElseThrow().name());
    assertEquals(
        "AT+ECMTCFG=\"will\"", CATALOGUE.of("AT+ECMTCFG=\"will\",0,1").orElseThrow().name());
    assertEquals("AT+ECMTCFG", CATALOGUE.of("AT+ECMTCFG=\"wil").orElseThrow().name());
    assertEquals("AT+CREG", CATALOGUE.of("AT+CREG?").orElseThrow().name());
    assertTrue(CATALOGUE.of("AT+CSQX").isEmpty());
    assertTrue(CATALOGUE.of("hello").isEmpty());
  }

  @Test
  void theSyntaxShowsWhatMayBeLeftOut() {
    assertEquals(
        List.of("AT+ECMTPUB=<connection>,<msgid>,<qos>,<retain>,\"<topic>\"[,<payload>]"),
        CATALOGUE.of("AT+ECMTPUB").orElseThrow().syntax());
    assertEquals(
        List.of("AT+CEREG?", "AT+CEREG=<mode>"), CATALOGUE.of("AT+CEREG").orElseThrow().syntax());
    assertEquals(List.of("ATE<echo>"), CATALOGUE.of("ATE").orElseThrow().syntax());
  }
}

package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.testsupport.Json;
import io.github.modemqtt.transport.PortUser;
import io.github.modemqtt.transport.SerialPortInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PortsCommandTest {
  private static final String BY_ID = "/dev/serial/by-id/usb-CP2102";

  @TempDir Path folder;

  private static SerialPortInfo adapter() {
    return new SerialPortInfo(
        "/dev/ttyUSB0",
        "CP2102",
        "Silicon Labs",
        OptionalInt.of(0x10c4),
        OptionalInt.of(0xea60),
        "0001",
        BY_ID);
  }

  private static SerialPortInfo port(String path, String description, int vendor) {
    return new SerialPortInfo(
        path,
        description,
        null,
        vendor == 0 ? OptionalInt.empty() : OptionalInt.of(vendor),
        vendor == 0 ? OptionalInt.empty() : OptionalInt.of(1),
        null,
        null);
  }

  @Test
  void aLineTellsAllThatIsKnown() {
    PortView view =
        new PortView(
            adapter(), List.of(new PortUser(7, "minicom")), new PortAnswer(9600, "EC616S"));

    assertEquals(
        "/dev/ttyUSB0  CP2102  usb 10c4:ea60  serial 0001  "
            + BY_ID
            + "  in use by minicom (process 7)  likely: a USB-serial adapter"
            + "  answers AT at 9600 baud: EC616S",
        view.line());
    assertEquals(
        "/dev/ttyS0  Physical Port S0"
            + "  if wired: a UART of this computer, if a module is wired to it",
        new PortView(port("/dev/ttyS0", "Physical Port S0", 0), List.of(), null).line());
  }

  @Test
  void jsonTellsTheSame() {
    PortView view =
        new PortView(
            adapter(), List.of(new PortUser(7, "minicom")), new PortAnswer(9600, "EC616S"));

    Map<String, Object> json = Json.object(view.json().toString());

    assertEquals("/dev/ttyUSB0", json.get("port"));
    assertEquals("10c4", json.get("usbVendorId"));
    assertEquals("ea60", json.get("usbProductId"));
    assertEquals(BY_ID, json.get("stablePath"));
    assertEquals("likely", json.get("guess"));
    assertEquals(List.of(Map.of("pid", 7L, "name", "minicom")), json.get("users"));
    assertEquals(9600L, json.get("baud"));
    assertEquals("EC616S", json.get("model"));
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/ttyUSB0, CP2102,          0x10c4, LIKELY",
    "COM3,         CH340,           0x1a86, LIKELY",
    "/dev/ttyACM0, EG25-G,          0x2c7c, PERHAPS",
    "/dev/ttyAMA0, Physical Port,   0,      IF_WIRED",
    "/dev/rfcomm0, RFCOMM,          0,      UNLIKELY",
    "COM7,         Serial over Bluetooth link, 0, UNLIKELY",
  })
  void whetherAPortMayBeAModulesIsGuessed(
      String path, String description, String vendor, PortGuess guess) {
    assertEquals(guess, PortGuess.of(port(path, description, Integer.decode(vendor))));
  }

  @Test
  void theListIsOneJsonObjectAlsoWhenItIsEmpty() throws InterruptedException {
    Cli.Result result = Cli.run("ports", "--json");

    assertEquals(0, result.exitCode());
    assertTrue(Json.object(result.out()).get("ports") instanceof List, result.out());
  }

  @Test
  void portsAreAskedAtTheSameTimeAndNobodyIsWaitedForLong() throws InterruptedException {
    ModuleOnPty.assumeSupported();
    String silent = folder.resolve("silent").toString();
    String missing = folder.resolve("missing").toString();
    try (ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), builder -> builder);
        PseudoTerminal nobody = PseudoTerminal.open(folder.resolve("silent"))) {
      assertTrue(nobody.link().isPresent());

      Map<String, PortAnswer> answers = PortAnswer.of(List.of(modem.target(), silent, missing));

      assertEquals(new PortAnswer(115_200, "EC616S"), answers.get(modem.target()));
      assertEquals(
          new PortAnswer(0, "no answer to AT at 115200, 9600, 57600 baud"), answers.get(silent));
      assertEquals(new PortAnswer(0, "No serial port " + missing), answers.get(missing));
    }
  }
}

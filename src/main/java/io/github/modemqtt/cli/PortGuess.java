package io.github.modemqtt.cli;

import io.github.modemqtt.transport.SerialPortInfo;
import java.util.Locale;
import java.util.Set;

/** How likely a module's AT commands are served at a port, judged from outside. */
enum PortGuess {
  /** A chip whose only job is to be a serial port. */
  LIKELY("a USB-serial adapter"),
  /** A device with a USB of its own; some of its ports are for AT commands, others not. */
  PERHAPS("a USB device of another kind"),
  /** A UART of a board such as the Raspberry Pi, if a module is wired to it. */
  IF_WIRED("a UART of this computer, if a module is wired to it"),
  /** Something else. */
  UNLIKELY("not a wired port");

  /** Silicon Labs (CP210x), WCH (CH340), FTDI, Prolific (PL2303). */
  private static final Set<Integer> ADAPTERS = Set.of(0x10c4, 0x1a86, 0x0403, 0x067b);

  private final String meaning;

  PortGuess(String meaning) {
    this.meaning = meaning;
  }

  static PortGuess of(SerialPortInfo port) {
    if (port.usbVendorId().isPresent()) {
      return ADAPTERS.contains(port.usbVendorId().getAsInt()) ? LIKELY : PERHAPS;
    }
    String words = (port.systemPath() + " " + port.description()).toLowerCase(Locale.ROOT);
    return words.contains("bluetooth") || words.contains("rfcomm") ? UNLIKELY : IF_WIRED;
  }

  String meaning() {
    return meaning;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

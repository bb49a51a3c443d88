package io.github.modemqtt.cli;

import io.github.modemqtt.transport.PortUser;
import io.github.modemqtt.transport.SerialPortInfo;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A port as {@code ports} shows it.
 *
 * @param port what the operating system says
 * @param users who has it open, as far as that is known
 * @param answer what came of {@code AT}, or {@code null} if it was not asked
 */
record PortView(SerialPortInfo port, List<PortUser> users, @Nullable PortAnswer answer) {

  String line() {
    StringBuilder line =
        new StringBuilder(port.systemPath()).append("  ").append(port.description());
    if (hasUsbIds()) {
      line.append("  usb ").append(usbId(true)).append(':').append(usbId(false));
    }
    if (port.serialNumber() != null) {
      line.append("  serial ").append(port.serialNumber());
    }
    if (port.stablePath() != null) {
      line.append("  ").append(port.stablePath());
    }
    if (!users.isEmpty()) {
      line.append("  in use by ").append(userNames());
    }
    line.append("  ").append(PortGuess.of(port).word()).append(": ");
    line.append(PortGuess.of(port).meaning());
    if (answer != null) {
      line.append("  ")
          .append(answer.isAnswer() ? "answers AT at " + answer.rate() + " baud: " : "")
          .append(answer.text());
    }
    return line.toString();
  }

  private String userNames() {
    return users.stream().map(PortUser::toString).collect(Collectors.joining(", "));
  }

  private boolean hasUsbIds() {
    return port.usbVendorId().isPresent() && port.usbProductId().isPresent();
  }

  private String usbId(boolean vendor) {
    return String.format("%04x", (vendor ? port.usbVendorId() : port.usbProductId()).orElseThrow());
  }

  JsonObject json() {
    JsonObject json =
        new JsonObject().text("port", port.systemPath()).text("description", port.description());
    if (port.manufacturer() != null) {
      json.text("manufacturer", port.manufacturer());
    }
    if (hasUsbIds()) {
      json.text("usbVendorId", usbId(true)).text("usbProductId", usbId(false));
    }
    if (port.serialNumber() != null) {
      json.text("serialNumber", port.serialNumber());
    }
    if (port.stablePath() != null) {
      json.text("stablePath", port.stablePath());
    }
    json.text("guess", PortGuess.of(port).word());
    json.objects(
        "users",
        users.stream()
            .map(user -> new JsonObject().number("pid", user.pid()).text("name", user.name()))
            .toList());
    if (answer != null) {
      if (answer.isAnswer()) {
        json.number("baud", answer.rate());
      }
      json.text(answer.isAnswer() ? "model" : "noAnswer", answer.text());
    }
    return json;
  }
}

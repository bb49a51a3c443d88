package io.github.modemqtt.modem;

import java.util.Optional;

/**
 * Who a module is, as far as it says.
 *
 * @param manufacturer the manufacturer
 * @param model the model
 * @param firmware the firmware
 * @param imei the equipment's number
 */
public record ModuleIdentity(
    Optional<String> manufacturer,
    Optional<String> model,
    Optional<String> firmware,
    Optional<String> imei) {

  /** {@return manufacturer, model and firmware, as far as known, in one line} */
  @Override
  public String toString() {
    String text =
        (manufacturer.orElse("") + " " + model.orElse("") + " " + firmware.orElse("")).strip();
    return text.isEmpty() ? "unknown module" : text.replace('\n', ' ');
  }
}

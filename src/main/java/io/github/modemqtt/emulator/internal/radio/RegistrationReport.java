package io.github.modemqtt.emulator.internal.radio;

import io.github.modemqtt.emulator.internal.command.Urcs;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleDialect;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Says that the registration changed, and what came or went with it, as far as it is wanted. */
public final class RegistrationReport {
  /** The cell of the emulated network: area, cell, NB-IoT (27.007: AcT 9). */
  private static final String CELL = ",\"1A2B\",\"0123ABCD\",9";

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy/MM/dd,HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Radio radio;
  private final UrcSwitches switches;
  private final PowerSaving powerSaving;
  private final Urcs urcs;
  private final ModuleDialect dialect;
  private final ModuleTime time;
  private boolean hadAddress;

  /**
   * Creates the report.
   *
   * @param radio the registration
   * @param switches which URCs are on
   * @param powerSaving the timers that CEREG shows
   * @param urcs takes the URCs
   * @param dialect what is quoted
   * @param time the module's time, and the network's
   */
  public RegistrationReport(
      Radio radio,
      UrcSwitches switches,
      PowerSaving powerSaving,
      Urcs urcs,
      ModuleDialect dialect,
      ModuleTime time) {
    this.radio = radio;
    this.switches = switches;
    this.powerSaving = powerSaving;
    this.urcs = urcs;
    this.dialect = dialect;
    this.time = time;
  }

  /** The status and what a level of CREG or CEREG shows with it. */
  String fields(String name, int level) {
    if (level < 2 || !radio.registered()) {
      return "" + radio.status();
    }
    String details = level >= 4 ? CELL + powerSaving.registrationFields() : CELL;
    boolean quoted = !name.equals("CEREG") || dialect.quotedRegistration();
    return radio.status() + (quoted ? details : details.replace("\"", ""));
  }

  /** The address as this build writes it. */
  String address() {
    String quote = dialect.quotedAddress() ? "\"" : "";
    return quote + radio.networkAddress() + quote;
  }

  /** The registration changed. */
  public void changed() {
    registration("CREG");
    registration("CEREG");
    if (hadAddress != radio.hasAddress()) {
      hadAddress = radio.hasAddress();
      if (hadAddress) {
        addressCame();
      } else if (switches.value("CGEV") > 0) {
        urcs.send(radio.status() == Radio.OFF ? "+CGEV: ME PDN DEACT 0" : "+CGEV: NW DETACH");
      }
    }
  }

  /** The module is off: nothing is said of what it loses. */
  public void stop() {
    hadAddress = false;
  }

  private void registration(String name) {
    int level = switches.value(name);
    if (level > 0) {
      urcs.send("+" + name + ": " + fields(name, level));
    }
  }

  private void addressCame() {
    if (switches.value("CGEV") > 0) {
      urcs.send("+CGEV: ME PDN ACT 0");
    }
    if (switches.value("ECPADDR") > 0) {
      urcs.send("+ECPADDR: 0, " + address());
    }
    String now = ",0,\"" + CLOCK.format(time.instant()) + "\"";
    switch (switches.value("CTZEU")) {
      case 1 -> urcs.send("+CTZV: \"+00\"");
      case 2 -> urcs.send("+CTZE: \"+00\"" + now);
      case 3 -> urcs.send("+CTZEU: \"+00\"" + now);
      default -> {}
    }
  }
}

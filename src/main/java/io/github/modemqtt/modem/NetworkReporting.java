package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.CommandRejectedException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Switches a module's reports of the network; a report that it does not have is done without. */
final class NetworkReporting {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkReporting.class);
  private static final int STATE_CELL_CAUSE_TIMERS = 5;
  private static final int UTC_AND_ZONE = 3;

  private static final List<ActionCommand> ALL_ON =
      List.of(
          new NetworkCommands.SetRegistrationReports(
              RegistrationDomain.EVOLVED_PACKET, STATE_CELL_CAUSE_TIMERS),
          new NetworkCommands.SetRadioConnectionReports(true),
          new PacketCommands.SetPacketReports(true),
          new GeneralCommands.SetUrcs("ECPADDR", true),
          new NetworkCommands.SetTimeZoneReports(UTC_AND_ZONE));

  private static final List<ActionCommand> ALL_OFF =
      List.of(new GeneralCommands.SetUrcs("ALL", false));

  private NetworkReporting() {}

  static void apply(AtChannel channel, NetworkReports wanted, BringUpListener listener) {
    if (wanted == NetworkReports.UNCHANGED) {
      return;
    }
    boolean on = wanted == NetworkReports.ON;
    listener.onStep(BringUpStep.REPORTS, on ? "on" : "off");
    for (ActionCommand command : on ? ALL_ON : ALL_OFF) {
      try {
        channel.execute(command);
      } catch (CommandRejectedException e) {
        LOG.info("The module does not switch a report: {}", e.getMessage());
      }
    }
  }
}

package io.github.modemqtt.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import io.github.modemqtt.ecmt.EcmtConnectQuery;
import io.github.modemqtt.modem.EdrxRequest;
import io.github.modemqtt.modem.GeneralCommands;
import io.github.modemqtt.modem.NetworkCommands;
import io.github.modemqtt.modem.PacketCommands;
import io.github.modemqtt.modem.PinState;
import io.github.modemqtt.modem.PingReport;
import io.github.modemqtt.modem.PowerCommands;
import io.github.modemqtt.modem.PowerSaving;
import io.github.modemqtt.modem.RegistrationDomain;
import io.github.modemqtt.modem.SimCommands;
import io.github.modemqtt.modem.SleepMode;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.transcript.RunReport;
import io.github.modemqtt.transcript.Step;
import io.github.modemqtt.transcript.Transcript;
import io.github.modemqtt.transcript.TranscriptRun;
import io.github.modemqtt.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The transcripts in {@code at-scripts} that nobody has recorded, and who replays them. */
enum WrittenTranscript {
  LINK_LOSS("link-loss") {
    @Override
    void replay(Transport line) {
      RunReport report =
          TranscriptRun.ofFile(file())
              .withPauses(0)
              .withValue("password1", "not for the file")
              .strict()
              .on(line);
      assertTrue(report.matches(), report::text);
    }
  },
  REFUSALS("refusals") {
    @Override
    void replay(Transport line) {
      int refused = 0;
      try (AtChannel channel = AtChannel.open(line)) {
        for (String command : commands()) {
          refused += isRefused(channel, command) ? 1 : 0;
        }
      }
      assertEquals(11, refused);
    }

    private List<String> commands() {
      return Transcript.read(file()).steps().stream()
          .filter(Step.HostSends.class::isInstance)
          .map(step -> ((Step.HostSends) step).content().toString().replace("\\r", ""))
          .toList();
    }

    private static boolean isRefused(AtChannel channel, String command) {
      try {
        channel.execute(new RawCommand(command));
        return false;
      } catch (CommandRejectedException e) {
        return true;
      }
    }
  },
  POWER_SAVING("power-saving") {
    @Override
    void replay(Transport line) {
      try (AtChannel channel = AtChannel.open(line)) {
        begin(channel);
        register(channel);
        PowerSaving wanted =
            new PowerSaving(
                true, Optional.of(Duration.ofHours(70)), Optional.of(Duration.ofMinutes(2)));
        channel.execute(new PowerCommands.SetPowerSaving(wanted));
        assertEquals(wanted, channel.execute(new PowerCommands.ReadPowerSaving()));
        EdrxRequest seldom = new EdrxRequest(5, "0010");
        channel.execute(new PowerCommands.SetEdrx(seldom, false));
        assertEquals(List.of(seldom), channel.execute(new PowerCommands.ReadEdrx()));
        channel.execute(new PowerCommands.SetSleepLimit(SleepMode.SLEEP1));
        assertEquals(
            Optional.of(SleepMode.SLEEP1), channel.execute(new PowerCommands.ReadSleepLimit()));
        channel.execute(new PowerCommands.SetSleepDelay(Duration.ofSeconds(5)));
        assertEquals(SleepMode.ACTIVE, channel.execute(new PowerCommands.ReadSleepStatus()).mode());
        channel.execute(new PowerCommands.ForbidSleep());
        assertEquals(Optional.empty(), channel.execute(new PowerCommands.ReadSleepLimit()));
        channel.execute(new PowerCommands.SetSleepDelay(Duration.ZERO));
        channel.execute(new PowerCommands.DisableEdrx());
        channel.execute(
            new PowerCommands.SetPowerSaving(
                new PowerSaving(false, Optional.empty(), Optional.empty())));
        assertEquals(false, channel.execute(new PowerCommands.ReadPowerSaving()).enabled());
      }
    }
  },
  FACTORY("factory") {
    @Override
    void replay(Transport line) {
      try (AtChannel channel = AtChannel.open(line)) {
        begin(channel);
        channel.execute(new GeneralCommands.ReadIdentification());
        channel.execute(new GeneralCommands.ReadManufacturer());
        channel.execute(new GeneralCommands.ReadModel());
        channel.execute(new GeneralCommands.ReadFirmware());
        assertEquals("000000000000018", channel.execute(new GeneralCommands.ReadImei()));
        assertEquals(PinState.READY, channel.execute(new SimCommands.ReadPinState()));
        assertEquals("000000000000026", channel.execute(new SimCommands.ReadImsi()));
        assertEquals("89000000000000000034", channel.execute(new SimCommands.ReadIccid()));
        assertEquals(1, channel.execute(new NetworkCommands.ReadFunctionality()));
        assertEquals(false, channel.execute(new PowerCommands.ReadPowerSaving()).enabled());
        register(channel);
        assertTrue(channel.execute(new PacketCommands.ReadAttach()));
        channel.execute(new NetworkCommands.ReadSignalQuality());
        channel.execute(new NetworkCommands.ReadExtendedSignalQuality());
        channel.execute(new PacketCommands.ReadAddresses());
        channel.execute(new NetworkCommands.ReadClock());
        assertEquals(
            new PingReport(PingReport.Outcome.ANSWERED, "192.0.2.1", Duration.ofMillis(312)),
            Eventually.get(
                channel
                    .submitDeferred(new PacketCommands.Ping("192.0.2.1", 32, Duration.ofSeconds(5)))
                    .completed()));
        channel.execute(new EcmtConnectQuery());
      }
    }
  };

  private final String name;

  WrittenTranscript(String name) {
    this.name = name;
  }

  abstract void replay(Transport line);

  Path file() {
    return TranscriptProgram.FOLDER.resolve(name + ".transcript");
  }

  private static void begin(AtChannel channel) {
    channel.execute(new GeneralCommands.Attention());
    channel.execute(new GeneralCommands.SetEcho(false));
    channel.execute(new GeneralCommands.SetErrorReports(1));
  }

  private static void register(AtChannel channel) {
    NetworkCommands.ReadRegistration question =
        new NetworkCommands.ReadRegistration(RegistrationDomain.EVOLVED_PACKET);
    channel.execute(question);
    assertTrue(channel.execute(question).state().isRegistered());
  }

  private record RawCommand(String text) implements AtCommand<Integer> {
    @Override
    public CommandLine line() {
      return CommandLine.of(text);
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.text();
    }

    @Override
    public Integer decode(Reply reply) {
      return reply.lines().size();
    }
  }
}

package io.github.modemqtt.transcript;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.BrokerLocator;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.Fault.Moment;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.emulator.model.SimCard;
import io.github.modemqtt.modem.GeneralCommands;
import io.github.modemqtt.modem.NetworkCommands;
import io.github.modemqtt.modem.Pin;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ClientState;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Programs in whose sessions much happens that a program does not ask for.
 *
 * <p>Each lets a received message come when nothing else is under way: whether it touches another
 * line, and so is ambiguous, is a question of time, and replays leave times out.
 */
enum RichProgram {
  /** PIN, echo, a password, all qualities of service, prompts, messages, URCs in between. */
  CLIENT {
    @Override
    void use(Transport line, World world, Observed seen) {
      try (ModemMqttClient client = client(line, seen)) {
        seen.call("open", client::open);
        seen.call("connect", client::connect);
        seen.call("subscribe", () -> client.subscribe("r/#", Qos.AT_LEAST_ONCE, seen::message));
        for (Qos qos : Qos.values()) {
          seen.call("publish", () -> client.publish("p/line", "{\"a\": 1}", qos));
          seen.call("prompt", () -> client.publish("p/raw", new byte[] {0, 13, 10}, qos, false));
          world.publish("r/lines", "one\r\nOK\r\n+ECMTSTAT: 0,1\r\n> ");
          seen.awaitTold("message ", qos.level() + 1);
        }
        seen.call("unsubscribe", () -> client.unsubscribe("r/#"));
        seen.call("disconnect", client::disconnect);
      }
    }
  },

  /** Many messages under way at once, and faults of the module's urcs. */
  FAULTS {
    @Override
    void use(Transport line, World world, Observed seen) {
      try (ModemMqttClient client = client(line, seen)) {
        seen.call("open", client::open);
        seen.call("connect", client::connect);
        world.fault(new Fault.DuplicateNextUrc("+ECMTPUB"));
        world.fault(new Fault.InjectLine("+CEREG: 5", Moment.BEFORE_OK));
        world.fault(new Fault.InjectLine("+ECMTPUB: 0,77,0", Moment.BETWEEN_OK_AND_RESULT));
        seen.call("publish", () -> client.publish("f/a", "a", Qos.EXACTLY_ONCE));
        world.fault(new Fault.InjectLine("RING", Moment.INSIDE_PROMPT));
        seen.call("prompt", () -> client.publish("f/b", new byte[] {0}, Qos.AT_LEAST_ONCE, false));
        world.fault(new Fault.DelayNextUrc("+ECMTPUB", Duration.ofMillis(20)));
        List<CompletableFuture<Void>> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          many.add(client.async().publish("f/many", "message " + i, Qos.AT_LEAST_ONCE));
        }
        seen.call("many", () -> many.forEach(Eventually::get));
        world.fault(new Fault.GarbleBytes(1, 3));
        world.fault(new Fault.InjectLine("+CSCON: 1", Moment.NOW));
        seen.call("publish", () -> client.publish("f/c", "c", Qos.AT_LEAST_ONCE));
      }
    }
  },

  /** The link is lost, and the module reconnects. */
  LINK_LOSS {
    @Override
    void use(Transport line, World world, Observed seen) {
      try (ModemMqttClient client = client(line, seen)) {
        seen.call("open", client::open);
        seen.call("connect", client::connect);
        seen.call("subscribe", () -> client.subscribe("l/+", Qos.AT_LEAST_ONCE, seen::message));
        world.fault(new Fault.DropLink());
        seen.awaitTold("state RECOVERING");
        seen.awaitLine("+CEREG", 2); // the client has looked; when it does is a question of time
        world.letModuleReconnect();
        seen.awaitLine("+ECMTSUB", 2);
        seen.call("publish", () -> client.publish("p/a", "again", Qos.AT_LEAST_ONCE));
        world.publish("l/a", "again");
        seen.awaitTold("message ", 1);
      }
    }
  },

  /** No client, but a channel: refused commands, lines that nobody knows, URCs. */
  CHANNEL {
    @Override
    void use(Transport line, World world, Observed seen) {
      try (AtChannel channel = AtChannel.open(line, IN_PLACE, seen)) {
        channel.onUnknown(unknown -> seen.tell("unknown " + unknown));
        for (int i = 0; i < 5; i++) {
          String urc = "+URC: " + i;
          world.fault(new Fault.InjectLine(urc, Moment.values()[i % 3]));
          seen.call("attention", () -> channel.execute(new GeneralCommands.Attention()));
          seen.result("signal", () -> channel.execute(new NetworkCommands.ReadSignalQuality()));
          seen.call("open", () -> channel.execute(new NotThere()));
          world.fault(new Fault.InjectLine(urc + ",now", Moment.NOW));
          seen.awaitLine(urc + ",now", 1);
        }
      }
      seen.tell("state " + ClientState.CLOSED);
    }
  };

  private static final AtChannelOptions CHANNEL_OPTIONS =
      QuickTimes.CHANNEL.withProbing(Duration.ofSeconds(5), 3, Duration.ofMillis(5));

  private static final AtChannelOptions IN_PLACE =
      CHANNEL_OPTIONS.withCallbackExecutor(Runnable::run);

  abstract void use(Transport line, World world, Observed seen);

  /** Runs it on a line; what it has seen is complete when this returns. */
  String run(Transport line, World world) {
    Observed seen = new Observed();
    use(line, world, seen);
    seen.awaitTold("state " + ClientState.CLOSED);
    return seen.text();
  }

  /** A session with the module in software, and what the program saw of it. */
  record Session(Transcript transcript, String seen) {}

  Session record(EmbeddedBroker broker) {
    MemoryTransport.Pair line = MemoryTransport.pair(name());
    StringWriter file = new StringWriter();
    CountDownLatch reconnect = new CountDownLatch(1);
    String seen;
    try (EmulatedModule module =
        RecordedModules.builder(line.module())
            .sim(this == CLIENT ? SimCard.locked("4711") : SimCard.ready())
            .profile(ModuleProfile.EC616.withEcho(true))
            .firmwareDelays(FirmwareDelays.NONE)
            .registrationDelay(Duration.ZERO)
            .brokers(onceThenAfter(reconnect, broker))
            .build()) {
      module.start();
      Transport host = new RecordingTransport(line.host(), file, Map.of(), Redaction.standard());
      seen = run(host, World.of(module, broker, reconnect));
    }
    return new Session(Transcript.parse(file.toString()), seen);
  }

  /** Leads to the broker at once the first time, and later only when it is allowed. */
  private static BrokerLocator onceThenAfter(CountDownLatch reconnect, EmbeddedBroker broker) {
    AtomicBoolean found = new AtomicBoolean();
    return (host, port) -> {
      try {
        if (found.getAndSet(true)) {
          reconnect.await();
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return new InetSocketAddress(broker.host(), broker.port());
    };
  }

  private static ModemMqttClient client(Transport line, Observed seen) {
    return ModemMqttClient.builder()
        .healthInterval(Duration.ZERO)
        .transport(() -> line)
        .broker("broker.example", 1883)
        .clientId("rich")
        .credentials("user", "correct horse")
        .bringUp(QuickTimes.BRING_UP.withPin(new Pin("4711")))
        .channel(CHANNEL_OPTIONS)
        .reopenPause(Duration.ofMillis(1))
        .listener(seen)
        .atListener(seen)
        .build();
  }
}

package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.modem.BringUpStep;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.session.ClientListener;
import io.github.modemqtt.session.ClientState;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportTarget;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Shows the main job without hardware. */
@Command(
    name = "demo",
    header = "Show the main job without hardware.",
    description =
        "A module in software boots on a serial line; the driver brings it up, connects to a broker"
            + " in this process, subscribes, publishes at QoS 0, 1 and 2, receives its messages,"
            + " and disconnects.",
    footerHeading = "%nExamples:%n",
    footer = {"  modemqtt demo"})
final class DemoCommand implements Callable<Integer> {
  private static final String TOPIC = "demo/temperature";
  private static final String BROKER_HOST = "broker.example";
  private static final long MESSAGE_SECONDS = 20;

  private final Streams streams;
  private final Paint paint;

  DemoCommand(Streams streams) {
    this.streams = streams;
    this.paint = Paint.of(streams);
  }

  @Override
  public Integer call() throws InterruptedException {
    heading("A broker starts (ActiveMQ Artemis, in this process, loopback only)");
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Line line = Line.open()) {
      say("broker on " + broker.host() + ":" + broker.port());
      heading("A module in software boots on " + line.name());
      try (EmulatedModule module =
          EmulatedModule.builder(line.moduleEnd())
              .broker(broker.host(), broker.port())
              .registrationDelay(Duration.ofSeconds(2))
              .build()) {
        module.start();
        return finish(drive(line));
      }
    }
  }

  /** Returns how many messages came back. */
  private int drive(Line line) throws InterruptedException {
    BlockingQueue<Message> received = new LinkedBlockingQueue<>();
    Steps steps = new Steps();
    try (ModemMqttClient client =
        ModemMqttClient.builder()
            .transport(line.hostEnds())
            .broker(BROKER_HOST, 1883)
            .clientId("demo-client")
            .credentials("demo", "a-password-that-is-never-shown")
            .keepAlive(Duration.ofMinutes(5))
            .atListener(new Dialogue(this::say, paint))
            .listener(steps)
            .build()) {
      heading("open(): the driver brings the module into the network");
      client.open();
      steps.awaitTold(ClientState.READY);
      heading("connect()");
      client.connect();
      steps.awaitTold(ClientState.CONNECTED);
      heading("subscribe(\"demo/#\", EXACTLY_ONCE, handler)");
      client.subscribe("demo/#", Qos.EXACTLY_ONCE, received::add);
      int returned = 0;
      for (Qos qos : Qos.values()) {
        returned += publish(client, qos, received);
      }
      heading("disconnect()");
      client.disconnect();
      steps.awaitTold(ClientState.READY);
      return returned;
    }
  }

  private int publish(ModemMqttClient client, Qos qos, BlockingQueue<Message> received)
      throws InterruptedException {
    String payload = "{\"celsius\":21.5,\"qos\":" + qos.level() + "}";
    heading("publish(\"" + TOPIC + "\", payload, " + qos + ")");
    client.publish(TOPIC, payload, qos);
    result("published at QoS " + qos.level() + ": " + payload);
    Message message = received.poll(MESSAGE_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      result("nothing came back within " + MESSAGE_SECONDS + " s");
      return 0;
    }
    result("received:           " + message.topic() + " " + message.payloadAsText());
    return message.payloadAsText().equals(payload) ? 1 : 0;
  }

  private int finish(int returned) {
    int expected = Qos.values().length;
    if (returned < expected) {
      heading("Only " + returned + " of " + expected + " messages came back");
      return ExitCode.FAILED;
    }
    heading("All " + expected + " messages came back. With a real module only the port changes:");
    streams.out().println("  modemqtt sub --modem /dev/ttyUSB0 -h BROKER -t 'demo/#' -v");
    return ExitCode.OK;
  }

  private void heading(String text) {
    streams.out().println();
    streams.out().println(paint.heading("== " + text));
  }

  private synchronized void say(String text) {
    streams.out().println("   " + text);
  }

  private void result(String text) {
    streams.out().println(paint.urc("   " + text));
  }

  private final class Steps implements ClientListener {
    private static final long TELL_SECONDS = 5;

    private final BlockingQueue<ClientState> told = new LinkedBlockingQueue<>();

    @Override
    public void onStep(BringUpStep step, String text) {
      say("(" + step + ": " + text + ")");
    }

    @Override
    public void onStateChange(ClientState state) {
      if (state != ClientState.CLOSED) { // it would come after the last word
        say("(client is " + state + ")");
      }
      told.add(state);
    }

    /** States are told on another thread; here they are to stand under their own heading. */
    void awaitTold(ClientState state) throws InterruptedException {
      ClientState next = told.poll(TELL_SECONDS, TimeUnit.SECONDS);
      while (next != null && next != state) {
        next = told.poll(TELL_SECONDS, TimeUnit.SECONDS);
      }
    }

    @Override
    public void onDisconnected(ModemException cause, boolean willRecover) {
      say("(" + cause.getMessage() + ")");
    }
  }

  /** A pseudo-terminal that jSerialComm opens like a real port; in memory where there is none. */
  private record Line(
      String name,
      Transport moduleEnd,
      Supplier<Transport> hostEnds,
      @Nullable PseudoTerminal terminal)
      implements AutoCloseable {

    static Line open() {
      if (PseudoTerminal.isSupported()) {
        PseudoTerminal terminal = PseudoTerminal.open();
        TransportTarget target = TransportTarget.parse(terminal.slavePath().toString());
        return new Line(
            target + " (a pseudo-terminal)", terminal.transport(), target::newTransport, terminal);
      }
      MemoryTransport.Pair pair = MemoryTransport.pair("demo");
      return new Line(
          "a line in memory (this platform has no pseudo-terminals that Java can make)",
          pair.module(),
          pair::host,
          null);
    }

    @Override
    public void close() {
      if (terminal != null) {
        terminal.close();
      }
    }
  }
}

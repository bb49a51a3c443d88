package io.github.modemqtt.examples;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.modem.BringUp;
import io.github.modemqtt.modem.BringUpOptions;
import io.github.modemqtt.modem.ModemStatus;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.mqtt.Will;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.Reconnector;
import io.github.modemqtt.testsupport.RawMqttClient;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transcript.RecordingTransport;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The programs behind the transcripts in {@code at-scripts}. */
enum TranscriptProgram {
  BRING_UP("bring-up", "a module with echo on, from the first AT to an address") {
    @Override
    void run(Transport line, Runnable afterSubscribing) {
      try (AtChannel channel = AtChannel.open(line, CHANNEL, AtListener.NONE)) {
        ModemStatus status = new BringUp(channel, OPTIONS, (step, text) -> {}).run();
        require("10.0.0.2", status.address().ipv4().orElse("none"));
      }
    }
  },
  CONNECT_PUBLISH("connect-publish", "connect with a password, publish a line and binary data") {
    @Override
    void run(Transport line, Runnable afterSubscribing) {
      try (ModemMqttClient client = client(line)) {
        client.open();
        client.connect();
        client.publish("plant/7/state", "{\"on\": true}", Qos.AT_LEAST_ONCE);
        client.publish("plant/7/raw", new byte[] {0, 13, 10, -1}, Qos.AT_MOST_ONCE, false);
        client.disconnect();
      }
    }
  },
  WILL_RETAIN("will-retain", "connect with a will, and keep and delete a retained message") {
    @Override
    void run(Transport line, Runnable afterSubscribing) throws InterruptedException {
      LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();
      Will gone = Will.ofText(TopicName.of("plant/7/state"), "gone", Qos.AT_LEAST_ONCE, true);
      try (ModemMqttClient client = builder(line).will(gone).build()) {
        client.open();
        client.connect();
        client.publish("plant/7/state", new byte[] {'o', 'n'}, Qos.AT_LEAST_ONCE, true);
        client.subscribe("plant/7/state", Qos.AT_MOST_ONCE, received::add);
        require("on", text(received.poll(20, TimeUnit.SECONDS)));
        require("nothing", text(received.poll(400, TimeUnit.MILLISECONDS)));
        client.unsubscribe("plant/7/state");
        client.publish("plant/7/state", new byte[0], Qos.AT_LEAST_ONCE, true);
        client.disconnect();
      }
    }
  },
  SUBSCRIBE_RECEIVE("subscribe-receive", "subscribe, and receive a message of three lines") {
    @Override
    void run(Transport line, Runnable afterSubscribing) throws InterruptedException {
      LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();
      try (ModemMqttClient client = client(line)) {
        client.open();
        client.connect();
        client.subscribe("plant/7/set", Qos.AT_MOST_ONCE, received::add);
        afterSubscribing.run();
        require(THREE_LINES, text(received.poll(20, TimeUnit.SECONDS)));
        client.disconnect();
      }
    }

    @Override
    Optional<String> provocation() {
      return Optional.of("publish after < +ECMTSUB");
    }
  };

  static final Path FOLDER = Path.of("at-scripts");
  private static final String THREE_LINES = "{\r\n  \"on\": false\r\n}";
  private static final BringUpOptions OPTIONS =
      BringUpOptions.DEFAULTS.withPollInterval(Duration.ofMillis(200));
  private static final AtChannelOptions CHANNEL =
      AtChannelOptions.DEFAULTS.withProbing(Duration.ofSeconds(5), 3, Duration.ofMillis(20));

  private final String name;
  private final String shows;

  TranscriptProgram(String name, String shows) {
    this.name = name;
    this.shows = shows;
  }

  abstract void run(Transport line, Runnable afterSubscribing) throws InterruptedException;

  /** What has to happen besides the dialogue; see {@link EmulatedRun}. */
  Optional<String> provocation() {
    return Optional.empty();
  }

  Path file() {
    return FOLDER.resolve(name + ".transcript");
  }

  /** Runs it against the module in software. */
  void record(Path file, FirmwareDelays delays) throws InterruptedException {
    MemoryTransport.Pair line = MemoryTransport.pair(name);
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        EmulatedModule module =
            RecordedModules.builder(line.module())
                .profile(ModuleProfile.EC616.withEcho(true))
                .firmwareDelays(delays)
                .registrationDelay(Duration.ofMillis(300))
                .broker(broker.host(), broker.port())
                .build()) {
      module.start();
      run(RecordingTransport.toFile(line.host(), file, header()), () -> publishTo(broker));
    }
  }

  private Map<String, String> header() {
    Map<String, String> header = new LinkedHashMap<>();
    header.put("module", "EC616 in software");
    header.put("date", "2026-11-20");
    header.put("source", "recorded from the module in software");
    header.put("shows", shows);
    provocation().ifPresent(what -> header.put("provoke", what));
    return header;
  }

  static void publishTo(EmbeddedBroker broker) {
    try (RawMqttClient publisher = RawMqttClient.open(broker.port())) {
      publisher.connect(options -> options.clientId("publisher").cleanSession(true));
      publisher.publish(1, "plant/7/set", THREE_LINES, 1, false);
    }
  }

  private static String text(@Nullable Message message) {
    return message == null ? "nothing" : message.payloadAsText();
  }

  private static ModemMqttClient client(Transport line) {
    return builder(line).build();
  }

  private static ModemMqttClient.Builder builder(Transport line) {
    return ModemMqttClient.builder()
        .transport(() -> line)
        .broker("broker.example", 1883)
        .clientId("plant-7")
        .credentials("plant", "not for the file")
        .reconnector(Reconnector.UNLESS_LINE_LOST)
        .healthInterval(Duration.ZERO)
        .bringUp(OPTIONS)
        .channel(CHANNEL);
  }

  private static void require(String expected, String found) {
    if (!found.equals(expected)) {
      throw new AssertionError("expected " + expected + " but found " + found);
    }
  }

  /**
   * Records all transcripts anew, with the waits of the real module.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws InterruptedException {
    for (TranscriptProgram program : values()) {
      program.record(program.file(), FirmwareDelays.EC616);
    }
  }
}

package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.InterruptedWaitException;
import io.github.modemqtt.at.ReplyFormatException;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.ecmt.EcmtLimits;
import io.github.modemqtt.ecmt.EcmtModule;
import io.github.modemqtt.ecmt.EcmtOptions;
import io.github.modemqtt.ecmt.EcmtProfile;
import io.github.modemqtt.modem.PacketCommands;
import io.github.modemqtt.modem.PingReport;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.LinkLoss;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.MqttModuleListener;
import io.github.modemqtt.mqtt.MqttRefusedException;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Whether the module reaches a broker, and what passes: it publishes to itself. */
final class BrokerChecks {
  static final List<String> NAMES =
      List.of(
          "open",
          "connect",
          "subscribe",
          "publish-qos-0",
          "publish-qos-1",
          "publish-qos-2",
          "publish-256",
          "publish-largest",
          "disconnect");

  private static final Duration PING_PATIENCE = Duration.ofSeconds(10);
  private static final int PING_BYTES = 32;
  private static final int SMALL = 16;
  private static final int MEDIUM = 256;
  private static final int PACKET_ID = 2;
  private static final int LAST_FIRST_ID = 60_000;

  /** Where one message did not come back the next ones are not waited for as long. */
  private static final int AGAIN_PART = 10;

  private final AtChannel channel;
  private final Changes changes;
  private final ProbeReport report;
  private final BrokerAddress broker;
  private final ConnectOptions options;
  private final TopicName topic;
  private final Duration arrival;
  private final BlockingQueue<Message> arrived = new ArrayBlockingQueue<>(64);
  private boolean hasMissed;
  private int nextId = 1 + new SecureRandom().nextInt(LAST_FIRST_ID);

  BrokerChecks(AtChannel channel, Changes changes, ProbeReport report, BrokerTrial trial) {
    this.channel = channel;
    this.changes = changes;
    this.report = report;
    this.broker = trial.address();
    this.options = trial.options();
    this.topic = trial.topic();
    this.arrival = trial.arrival();
  }

  void lookUp() {
    report.progress("looking up " + broker.host());
    long start = System.nanoTime();
    try {
      String address = channel.execute(new PacketCommands.LookUpHost(broker.host()));
      report.add(
          timed(Finding.ok("dns", broker.host() + " is " + address + since(start)), start)
              .with("address", address));
    } catch (CommandRejectedException | ReplyFormatException e) {
      report.add(
          Finding.warning(
              "dns",
              Failures.oneLine(e.getMessage()),
              "check the name; if the next checks pass, the module only lacks this command"));
    }
  }

  void ping() {
    report.progress("pinging " + broker.host());
    try {
      PingReport ping =
          channel
              .submitDeferred(new PacketCommands.Ping(broker.host(), PING_BYTES, PING_PATIENCE))
              .completed()
              .join();
      report.add(
          ping.outcome() == PingReport.Outcome.ANSWERED
              ? Finding.ok(
                      "ping", ping.destination() + " answers in " + ping.time().toMillis() + " ms")
                  .with("millis", ping.time().toMillis())
              : Finding.warning(
                  "ping",
                  ping.destination() + " does not answer",
                  "many networks drop pings; what counts is whether the broker can be opened"));
    } catch (CompletionException e) {
      ModemException failure = modemFailure(e);
      if (!(failure instanceof CommandRejectedException
          || failure instanceof ResultTimeoutException)) {
        throw failure;
      }
      report.add(Finding.warning("ping", Failures.oneLine(failure.getMessage()), failure.remedy()));
    }
  }

  /** Opens, connects, subscribes, publishes to itself, and leaves the module closed. */
  void run(EcmtProfile profile) {
    EcmtModule module = new EcmtModule(channel, profile, EcmtOptions.of(profile));
    module.setListener(new Arrivals(arrived));
    AtomicBoolean closed = new AtomicBoolean();
    changes.during(
        module::close,
        () -> closed.set(runOpen(module, profile.limits())),
        () -> {
          if (!closed.get()) {
            module.close().exceptionally(failure -> null).join();
          }
        });
  }

  private boolean runOpen(EcmtModule module, EcmtLimits limits) {
    if (!step("open", broker.toString(), () -> module.open(broker, options))
        || !step("connect", "accepted", () -> module.connect(options))
        || !step(
            "subscribe",
            topic + " (the module does not tell whether the broker granted it)",
            () ->
                module.subscribe(nextId(), TopicFilter.of(topic.toString()), Qos.AT_LEAST_ONCE))) {
      return false;
    }
    int largest =
        Math.min(limits.promptPayload(), limits.packet() - PACKET_ID - topic.toString().length());
    publish(module, "publish-qos-0", SMALL, Qos.AT_MOST_ONCE);
    publish(module, "publish-qos-1", SMALL, Qos.AT_LEAST_ONCE);
    publish(module, "publish-qos-2", SMALL, Qos.EXACTLY_ONCE);
    publish(module, "publish-256", MEDIUM, Qos.AT_LEAST_ONCE);
    publish(module, "publish-largest", largest, Qos.AT_LEAST_ONCE);
    return step("disconnect", "done", module::disconnect);
  }

  /** Does one step, and skips all behind it if it fails. */
  private boolean step(String name, String done, Supplier<CompletableFuture<Void>> action) {
    changes.requireNotEnding();
    report.progress(name);
    long start = System.nanoTime();
    try {
      action.get().join();
      report.add(timed(Finding.ok(name, done + since(start)), start));
      return true;
    } catch (CompletionException e) {
      ModemException failure = modemFailure(e);
      Finding finding = Finding.failure(name, failure);
      report.add(
          failure instanceof MqttRefusedException refused
              ? finding.with("returnCode", refused.returnCode().code())
              : finding);
      List<String> rest = NAMES.subList(NAMES.indexOf(name) + 1, NAMES.size());
      report.skip("not tried without '" + name + "'", rest);
      return false;
    }
  }

  private void publish(EcmtModule module, String name, int bytes, Qos qos) {
    changes.requireNotEnding();
    report.progress("publishing " + bytes + " bytes at QoS " + qos.level());
    arrived.clear();
    byte[] payload = payload(bytes);
    long start = System.nanoTime();
    try {
      module
          .publish(
              qos == Qos.AT_MOST_ONCE ? 0 : nextId(),
              OutgoingMessage.of(topic, payload, qos),
              () -> {})
          .join();
    } catch (CompletionException e) {
      ModemException failure = modemFailure(e);
      report.add(
          bytes > MEDIUM
              ? Finding.warning(
                  name,
                  Failures.oneLine(failure.getMessage()),
                  "older firmware takes less (profile EC616_OLD): keep payloads below 1,000 bytes")
              : Finding.failure(name, failure));
      return;
    }
    String sent = bytes + " bytes " + (qos == Qos.AT_MOST_ONCE ? "sent" : "acknowledged");
    String text = sent + since(start);
    boolean back = awaitArrival(payload);
    hasMissed |= !back;
    report.add(
        timed(
            back
                ? Finding.ok(name, text + ", back" + since(start))
                : Finding.warning(
                    name,
                    text + ", but did not come back",
                    "check that the broker lets this client subscribe to and publish on " + topic),
            start));
  }

  private boolean awaitArrival(byte[] payload) {
    Duration patience = hasMissed ? arrival.dividedBy(AGAIN_PART) : arrival;
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        Message message = arrived.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (message == null) {
          return false;
        }
        if (Arrays.equals(payload, message.payload())) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException("the message's return", e);
    }
  }

  /** Digits, which pass every module; the id makes each different. */
  private byte[] payload(int bytes) {
    String text = nextId + " " + "0123456789".repeat(bytes / 10 + 1);
    return text.substring(0, bytes).getBytes(US_ASCII);
  }

  private int nextId() {
    return nextId++;
  }

  private static ModemException modemFailure(CompletionException e) {
    if (e.getCause() instanceof ModemException failure) {
      return failure;
    }
    throw e;
  }

  private static String since(long start) {
    return " in " + millis(start) + " ms";
  }

  private static Finding timed(Finding finding, long start) {
    return finding.with("millis", millis(start));
  }

  private static long millis(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** Keeps what arrives; a lost link fails the step that waits for it. */
  private record Arrivals(BlockingQueue<Message> queue) implements MqttModuleListener {
    @Override
    public void onMessage(Message message) {
      queue.offer(message);
    }

    @Override
    public void onLinkLost(LinkLoss loss) {}

    @Override
    public void onLinkRestored() {}

    @Override
    public void onReconnectRefused(MqttRefusedException refusal) {}
  }
}

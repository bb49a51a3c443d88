package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.Credentials;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.testsupport.ChunkedTransport;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RecordingModuleListener;
import io.github.modemqtt.testsupport.ScriptedModule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A driver and a scripted module at its line. */
final class ScriptedLink implements AutoCloseable {
  static final BrokerAddress BROKER = new BrokerAddress("broker.example", 1883);
  static final ConnectOptions OPTIONS =
      ConnectOptions.builder("dev1").credentials(new Credentials("user", "hunter2")).build();
  static final Duration LONG = Duration.ofSeconds(8);
  static final Duration SHORT = Duration.ofMillis(60);

  /** Results are waited for as long as a test may last. */
  static final EcmtOptions PATIENT =
      EcmtOptions.DEFAULTS
          .withTimeouts(new EcmtTimeouts(LONG, LONG, LONG, LONG))
          .withReopenPause(Duration.ofMillis(10))
          .withSecondResultWait(LONG);

  /** Results are missed soon. */
  static final EcmtOptions IMPATIENT =
      PATIENT
          .withTimeouts(new EcmtTimeouts(SHORT, SHORT, SHORT, SHORT))
          .withSecondResultWait(SHORT);

  final ScriptedModule script = ScriptedModule.start();
  final AtChannel channel;
  final RecordingModuleListener listener = new RecordingModuleListener();
  final EcmtModule module;

  ScriptedLink(EcmtOptions options) {
    this(EcmtProfile.EC616, options);
  }

  /** A line that is read a few bytes at a time. */
  static ScriptedLink inChunks(EcmtOptions options, int chunk) {
    return new ScriptedLink(EcmtProfile.EC616, options, AtChannelOptions.DEFAULTS, chunk);
  }

  ScriptedLink(EcmtProfile profile, EcmtOptions options) {
    this(profile, options, QuickTimes.CHANNEL, Integer.MAX_VALUE);
  }

  private ScriptedLink(
      EcmtProfile profile, EcmtOptions options, AtChannelOptions channelOptions, int chunk) {
    channel =
        AtChannel.open(
            new ChunkedTransport(script.host(), chunk), channelOptions, new AtListener() {});
    module = new EcmtModule(channel, profile, options);
    module.setListener(listener);
  }

  /** Connects; asked for its state, the module says that it is connected. */
  ScriptedLink connect() {
    Eventually.get(module.open(BROKER, OPTIONS));
    Eventually.get(module.connect(OPTIONS));
    return saysState(3);
  }

  /** What the module answers when it is asked for its state. */
  ScriptedLink saysState(int state) {
    script.on("AT+ECMTCONN?", "+ECMTCONN:0," + state, "OK");
    return this;
  }

  /** Asked for its state, the module says that there is nothing to tell of. */
  ScriptedLink saysNothingIsOpen() {
    script.on("AT+ECMTCONN?", "OK");
    return this;
  }

  CompletableFuture<Void> publish(int id) {
    return module.publish(
        id, OutgoingMessage.of(TopicName.of("t/1"), "x", Qos.AT_LEAST_ONCE), () -> {});
  }

  /** A publish that the module has accepted, and that waits for its acknowledgement. */
  CompletableFuture<Void> publishInFlight(int id) {
    script.accept("AT+ECMTPUB=");
    CompletableFuture<Void> published = publish(id);
    script.await("AT+ECMTPUB=0," + id);
    return published;
  }

  /** Says a message that a line follows without a gap, as a payload with line ends looks, too. */
  void sayAfterMessage(String line) {
    script.sayRaw("\r\n+ECMTRECV: 0,0,\"t\",x\r\n\r\n" + line + "\r\n");
    listener.next();
  }

  /** All that was said before is dealt with. */
  void settle() {
    Eventually.get(module.queryState());
  }

  List<String> states() {
    return script.commands("AT+ECMTCONN?");
  }

  @Override
  public void close() {
    channel.close();
    script.close();
  }
}

package io.github.modemqtt.cli.term;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.ecmt.EcmtConnect;
import io.github.modemqtt.ecmt.EcmtDisconnect;
import io.github.modemqtt.ecmt.EcmtLimits;
import io.github.modemqtt.ecmt.EcmtOpen;
import io.github.modemqtt.ecmt.EcmtPublish;
import io.github.modemqtt.ecmt.EcmtSubscribe;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Local commands that send AT commands; each of these is shown. */
final class Shortcuts {
  private static final int CONNECTION = 0;
  private static final EcmtLimits LIMITS = EcmtLimits.EC616;
  private static final String ANONYMOUS = "anonymous";
  private static final int MAX_MESSAGE_ID = 65_535;

  private final Conversation conversation;
  private final Function<String, @Nullable String> secrets;
  private int messageId;

  /**
   * Makes the shortcuts.
   *
   * @param secrets asks the user for a secret, without showing it
   */
  Shortcuts(Conversation conversation, Function<String, @Nullable String> secrets) {
    this.conversation = conversation;
    this.secrets = secrets;
  }

  List<LocalCommand> all() {
    return List.of(
        new LocalCommand("/open", "HOST PORT", 2, 2, "Opens TCP to a broker.", this::open),
        new LocalCommand(
            "/connect",
            "ID [USER [PASSWORD]]",
            1,
            3,
            "Connects to the broker; asks for a password that is not given.",
            this::connect),
        new LocalCommand("/subscribe", "FILTER [QOS]", 1, 2, "Subscribes.", this::subscribe),
        new LocalCommand("/publish", "TOPIC PAYLOAD [QOS]", 2, 3, "Publishes.", this::publish),
        new LocalCommand(
            "/disconnect", "", 0, 0, "Disconnects from the broker.", words -> disconnect()),
        new LocalCommand("/signal", "", 0, 0, "Asks for the signal.", words -> signal()),
        new LocalCommand("/network", "", 0, 0, "Asks for the network.", words -> network()));
  }

  private void open(List<String> words) {
    send(new EcmtOpen(CONNECTION, words.get(0), Numbers.parse("PORT", words.get(1)), LIMITS));
  }

  /** The module takes the three over only together, so there is a name for nobody. */
  private void connect(List<String> words) {
    String user = words.size() > 1 ? words.get(1) : ANONYMOUS;
    String password;
    if (words.size() > 2) {
      password = words.get(2);
    } else {
      password = words.size() > 1 ? secrets.apply("Password: ") : ANONYMOUS;
    }
    if (password == null) {
      throw new IllegalArgumentException("there is no password, so nothing was sent");
    }
    send(new EcmtConnect(CONNECTION, words.get(0), user, password, LIMITS));
  }

  private void subscribe(List<String> words) {
    TopicFilter filter = TopicFilter.of(words.get(0));
    send(new EcmtSubscribe(CONNECTION, nextMessageId(), filter, qos(words, 1), LIMITS));
  }

  private void publish(List<String> words) {
    Qos qos = qos(words, 2);
    int id = qos == Qos.AT_MOST_ONCE ? 0 : nextMessageId();
    TopicName topic = TopicName.of(words.get(0));
    byte[] payload = words.get(1).getBytes(UTF_8);
    EcmtPublish command = new EcmtPublish(CONNECTION, id, qos, false, topic, payload, LIMITS);
    if (command.promptData() != null) {
      throw new IllegalArgumentException("the payload is too long for one line; see /data");
    }
    send(command);
  }

  private void disconnect() {
    send(new EcmtDisconnect(CONNECTION));
  }

  private void signal() {
    List.of("AT+CSQ", "AT+CESQ").forEach(this::send);
  }

  private void network() {
    List.of("AT+CEREG?", "AT+COPS?", "AT+CGATT?", "AT+CGPADDR").forEach(this::send);
  }

  private void send(AtCommand<?> command) {
    send(new String(command.line().bytes(), UTF_8));
  }

  private void send(String line) {
    conversation.submit(line, false);
  }

  private static Qos qos(List<String> words, int index) {
    return Qos.ofLevel(index < words.size() ? Numbers.parse("QOS", words.get(index)) : 0);
  }

  private int nextMessageId() {
    messageId = messageId % MAX_MESSAGE_ID + 1;
    return messageId;
  }
}

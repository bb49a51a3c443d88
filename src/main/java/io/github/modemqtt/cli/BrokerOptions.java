package io.github.modemqtt.cli;

import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.ecmt.EcmtProfile;
import io.github.modemqtt.modem.BringUpOptions;
import io.github.modemqtt.modem.Pin;
import io.github.modemqtt.mqtt.MqttVersion;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.mqtt.Will;
import io.github.modemqtt.session.ModemMqttClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that pub and sub share, named as mosquitto_pub and mosquitto_sub name them. */
final class BrokerOptions {
  @Option(
      names = {"-h", "--host"},
      defaultValue = "localhost",
      paramLabel = "HOST",
      description = "The broker, as seen from the module's network (default: ${DEFAULT-VALUE}).")
  String host = "localhost";

  @Option(
      names = {"-p", "--port"},
      defaultValue = "1883",
      paramLabel = "PORT",
      description = "The broker's port (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = {"-q", "--qos"},
      completionCandidates = Choices.Levels.class,
      defaultValue = "0",
      paramLabel = "0|1|2",
      description = "Quality of service (default: ${DEFAULT-VALUE}).")
  int qos;

  @Option(
      names = {"-i", "--id"},
      paramLabel = "ID",
      description = "Client id (default: a random one).")
  @Nullable String clientId;

  @Option(
      names = {"-I", "--id-prefix"},
      paramLabel = "PREFIX",
      description = "Client id made of this and the number of the process.")
  @Nullable String clientIdPrefix;

  @Option(
      names = "--profile",
      completionCandidates = Choices.Builds.class,
      defaultValue = "EC616",
      paramLabel = "NAME",
      description =
          "The module's firmware build: EC616, EC616_OLD, which takes less, or EC616_REF (default:"
              + " ${DEFAULT-VALUE}); 'probe' tells.")
  String profile = "EC616";

  @Option(
      names = {"-V", "--protocol-version"},
      paramLabel = "mqttv311|mqttv31",
      defaultValue = "mqttv311",
      description = "Protocol version (default: ${DEFAULT-VALUE}).")
  String version = "mqttv311";

  @Option(
      names = {"-L", "--url"},
      paramLabel = "mqtt://[USER[:PASSWORD]@]HOST[:PORT]/TOPIC",
      description =
          "Broker, account and topic in one; instead of -h, -p, -u, -P and -t. A password in it is"
              + " seen as that of -P is.")
  @Nullable String url;

  @Option(
      names = {"-u", "--username"},
      paramLabel = "USER",
      description = "User name.")
  @Nullable String user;

  @Option(
      names = {"-P", "--pw"},
      paramLabel = "PASSWORD",
      description =
          "Password. Other users of this computer can see it in the list of processes: better"
              + " --password-file, or the environment variable MODEMQTT_PASSWORD, which is taken"
              + " where the option is missing; else a person is asked.")
  @Nullable String password;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File whose first line is the password; nobody else sees it.")
  @Nullable Path passwordFile;

  @Option(
      names = {"-k", "--keepalive"},
      defaultValue = "300",
      paramLabel = "SECONDS",
      description = "Keep alive, 0 to 3600 s (default: ${DEFAULT-VALUE}).")
  int keepAliveSeconds;

  @Option(
      names = {"-c", "--disable-clean-session"},
      description = "Let the broker keep the session; needs -i.")
  boolean persistent;

  @Option(names = "--will-topic", paramLabel = "TOPIC", description = "Topic of the will.")
  @Nullable String willTopic;

  @Option(
      names = "--will-payload",
      paramLabel = "TEXT",
      description = "Payload of the will, at least one character.")
  @Nullable String willPayload;

  @Option(
      names = "--will-qos",
      paramLabel = "0|1|2",
      defaultValue = "0",
      description = "Quality of service of the will (default: ${DEFAULT-VALUE}).")
  int willQos;

  @Option(names = "--will-retain", description = "Let the broker keep the will's message.")
  boolean willRetain;

  @Option(
      names = "--pin",
      paramLabel = "PIN",
      defaultValue = "${env:MODEMQTT_PIN}",
      description =
          "PIN of the SIM card, if it asks for one; better MODEMQTT_PIN or --pin-file, which others"
              + " do not see.")
  @Nullable String pin;

  @Option(names = "--pin-file", paramLabel = "FILE", description = "File whose first line is it.")
  @Nullable Path pinFile;

  @Option(
      names = "--answer-timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long the module may be silent at first (default: ${DEFAULT-VALUE}).")
  int answerSeconds;

  @Option(
      names = "--registration-timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How long the module may look for its network (default: ${DEFAULT-VALUE}).")
  int registrationSeconds;

  /** Takes the URL's parts over; returns its topic, if it has any. */
  Optional<String> takeUrl() {
    if (url == null) {
      return Optional.empty();
    }
    BrokerUrl parts = BrokerUrl.parse(url);
    host = parts.host();
    port = parts.port();
    if (parts.user() != null) {
      user = parts.user();
      password = parts.password();
    }
    return parts.topic();
  }

  Qos qosLevel() {
    return Qos.ofLevel(qos);
  }

  /** Makes a client of the options; what is wrong with them is told before a module is opened. */
  ModemMqttClient.Builder toBuilder() {
    qosLevel();
    ModemMqttClient.Builder builder =
        ModemMqttClient.builder()
            .broker(host, port)
            .profile(profile())
            .keepAlive(Duration.ofSeconds(keepAliveSeconds))
            .channel(channel())
            .bringUp(bringUp());
    if (clientId != null && clientIdPrefix != null) {
      throw new IllegalArgumentException("-i and -I exclude each other");
    }
    builder.version(protocolVersion());
    if (clientId != null) {
      builder.clientId(clientId);
    } else if (clientIdPrefix != null) {
      builder.clientId(clientIdPrefix + ProcessHandle.current().pid());
    } else if (persistent) {
      throw new IllegalArgumentException("-c needs a client id: add -i ID");
    }
    builder.cleanSession(!persistent);
    addCredentials(builder);
    addWill(builder);
    return builder;
  }

  EcmtProfile profile() {
    return Choices.Builds.PROFILES.stream()
        .filter(known -> known.name().equals(profile))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--profile is " + profile + "; it must be EC616, EC616_OLD or EC616_REF"));
  }

  private void addCredentials(ModemMqttClient.Builder builder) {
    if (user == null) {
      if (password != null) {
        throw new IllegalArgumentException("-P needs a user name: add -u USER");
      }
      return;
    }
    String secret = SecretInput.password(user, password, passwordFile);
    if (secret == null) {
      throw new IllegalArgumentException(SecretInput.PASSWORD_MISSING);
    }
    builder.credentials(user, secret);
  }

  private MqttVersion protocolVersion() {
    return switch (version) {
      case "mqttv311", "311" -> MqttVersion.V3_1_1;
      case "mqttv31", "31" -> MqttVersion.V3_1;
      default ->
          throw new IllegalArgumentException(
              "-V is '" + version + "'; the module speaks mqttv311 and mqttv31");
    };
  }

  private void addWill(ModemMqttClient.Builder builder) {
    if (willTopic != null) {
      if (willPayload == null) {
        throw new IllegalArgumentException("a will needs a payload: add --will-payload TEXT");
      }
      builder.will(
          Will.ofText(TopicName.of(willTopic), willPayload, Qos.ofLevel(willQos), willRetain));
    } else if (willPayload != null || willQos != 0 || willRetain) {
      throw new IllegalArgumentException("a will needs a topic: add --will-topic TOPIC");
    }
  }

  /** The module is asked once a second. */
  private AtChannelOptions channel() {
    Duration silence = Seconds.positive("--answer-timeout", answerSeconds);
    AtChannelOptions defaults = AtChannelOptions.DEFAULTS;
    return defaults.withProbing(
        Duration.ofSeconds(1), (int) silence.toSeconds(), defaults.resyncQuiet());
  }

  private BringUpOptions bringUp() {
    BringUpOptions options =
        BringUpOptions.DEFAULTS.withRegistrationTimeout(
            Seconds.positive("--registration-timeout", registrationSeconds));
    Pin entered = SecretInput.pin(pin, pinFile);
    return entered == null ? options : options.withPin(entered);
  }
}

package io.github.modemqtt.ecmt;

import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.Credentials;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.Will;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An address and options as commands, if the module can be told them. */
final class Expressible {
  /** What a broker without accounts is told, since the module wants all three or none. */
  private static final Credentials ANONYMOUS = new Credentials("anonymous", "anonymous");

  private Expressible() {}

  static void require(
      BrokerAddress broker, ConnectOptions connect, EcmtProfile profile, EcmtOptions options) {
    String tlsFault = profile.tlsFault();
    if (options.tls() != null && tlsFault != null) {
      throw new TlsUnusableException(tlsFault);
    }
    open(broker, profile.limits()).line();
    connect(connect, profile.limits()).line();
    settings(connect, profile.limits(), options.tls()).forEach(EcmtConfigure::line);
  }

  static void require(OutgoingMessage message, EcmtLimits limits) {
    new EcmtPublish(
            Requests.CONNECTION,
            message.qos() == Qos.AT_MOST_ONCE ? 0 : 1,
            message.qos(),
            message.retain(),
            message.topic(),
            message.payload(),
            limits)
        .requireExpressible();
  }

  static void require(TopicFilter filter, EcmtLimits limits) {
    new EcmtSubscribe(Requests.CONNECTION, 1, filter, Qos.AT_MOST_ONCE, limits).line();
  }

  static EcmtOpen open(BrokerAddress broker, EcmtLimits limits) {
    return new EcmtOpen(Requests.CONNECTION, broker.host(), broker.port(), limits);
  }

  static EcmtConnect connect(ConnectOptions options, EcmtLimits limits) {
    Credentials given = options.credentials();
    Credentials credentials = given == null ? ANONYMOUS : given;
    return new EcmtConnect(
        Requests.CONNECTION,
        options.clientId(),
        credentials.user(),
        credentials.password(),
        limits);
  }

  static List<EcmtConfigure> settings(
      ConnectOptions options, EcmtLimits limits, @Nullable EcmtTls tls) {
    List<EcmtConfigure> settings = new ArrayList<>();
    settings.add(new EcmtConfigure.Version(Requests.CONNECTION, options.version()));
    settings.add(new EcmtConfigure.Session(Requests.CONNECTION, options.cleanSession()));
    settings.add(new EcmtConfigure.KeepAlive(Requests.CONNECTION, options.keepAlive()));
    Will will = options.will();
    if (will != null) {
      settings.add(new EcmtConfigure.LastWill(Requests.CONNECTION, will, limits));
    }
    if (tls != null) {
      settings.add(new EcmtConfigure.Security(tls));
    }
    return settings;
  }
}

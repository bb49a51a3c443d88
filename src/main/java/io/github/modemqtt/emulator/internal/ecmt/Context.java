package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.network.BrokerLink;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import org.jspecify.annotations.Nullable;

/** The module's one MQTT context: settings, address, credentials, link and state. */
final class Context {
  final Settings settings = new Settings();
  State state = State.CONFIGURED;
  @Nullable String host;
  int port;
  @Nullable BrokerLink link;

  /** A CONN came while TCP was under way; it runs when TCP is up. */
  boolean connectQueued;

  /** The next accepted CONNECT is one that the host asked for. */
  boolean connectRequested;

  /** The broker closed or reset TCP, and the client may not have noticed. */
  boolean peerClosed;

  /** TCP was reset: nothing can be sent any more. */
  boolean peerReset;

  /** Something was sent on this context before. */
  boolean sentBefore;

  int reconnects;
  private String clientId = "";
  private @Nullable String user;
  private @Nullable String password;

  /** Takes the three over only if all are given; otherwise those of before stay. */
  void setCredentials(
      @Nullable String newClientId, @Nullable String newUser, @Nullable String newPassword) {
    if (newClientId != null && newUser != null && newPassword != null) {
      clientId = newClientId;
      user = newUser;
      password = newPassword;
    }
  }

  Outgoing.Connect connectPacket() {
    return new Outgoing.Connect(
        settings.version,
        clientId,
        user,
        password,
        settings.keepAliveSeconds(),
        settings.cleanSession(),
        settings.will());
  }
}

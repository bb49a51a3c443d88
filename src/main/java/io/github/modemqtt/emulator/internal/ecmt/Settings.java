package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.network.Outgoing;
import org.jspecify.annotations.Nullable;

/** What {@code AT+ECMTCFG} sets; as long-lived as the context. */
final class Settings {
  private static final int DEFAULT_KEEP_ALIVE_SECONDS = 120;

  int echoMode;

  /** Shown only: the firmware has no hexadecimal mode, although 1 says so. */
  int sendFormat = 1;

  int receiveFormat;

  /** -1 until it is set: shown as 0, used as 120 s. */
  private int keepAlive = -1;

  /** -1 until it is set: shown as 0, used as 1. */
  private int session = -1;

  int packetTimeout = 10;
  int retries = 3;
  int timeoutNotice;
  boolean willFlag;
  int willQos;
  boolean willRetain;
  @Nullable String willTopic;
  @Nullable String willMessage;
  int version = 4;
  int cloud;
  int payloadType = 1;
  @Nullable String aliDevice;
  @Nullable String aliSecret;
  @Nullable String aliProduct;

  /** TLS was asked for; this build has none, so that nothing can be opened. */
  boolean tls;

  void setKeepAlive(int seconds) {
    keepAlive = seconds;
  }

  void setSession(int clean) {
    session = clean;
  }

  int shownKeepAlive() {
    return Math.max(keepAlive, 0);
  }

  int shownSession() {
    return Math.max(session, 0);
  }

  int keepAliveSeconds() {
    return keepAlive < 0 ? DEFAULT_KEEP_ALIVE_SECONDS : keepAlive;
  }

  boolean cleanSession() {
    return session != 0;
  }

  Outgoing.@Nullable Will will() {
    String topic = willTopic;
    String message = willMessage;
    return willFlag && topic != null && message != null
        ? new Outgoing.Will(willQos, willRetain, topic, message)
        : null;
  }
}

package io.github.modemqtt.emulator.internal.network;

import org.jspecify.annotations.Nullable;

/** A packet to the broker. Texts are one character per byte. */
public sealed interface Outgoing {
  /** Enough for the packets that have no text. */
  int SMALL = 8;

  /**
   * About how many bytes the packet takes in TCP's send buffer.
   *
   * @return the bytes
   */
  default int length() {
    return SMALL;
  }

  /**
   * CONNECT.
   *
   * @param version the protocol level: 3 (MQTT 3.1) or 4 (MQTT 3.1.1)
   * @param clientId the client id, possibly empty
   * @param user the user name, or {@code null}
   * @param password the password, or {@code null}
   * @param keepAliveSeconds the keep alive; 0 for none
   * @param cleanSession the clean session flag
   * @param will the will, or {@code null}
   */
  record Connect(
      int version,
      String clientId,
      @Nullable String user,
      @Nullable String password,
      int keepAliveSeconds,
      boolean cleanSession,
      @Nullable Will will)
      implements Outgoing {

    @Override
    public int length() {
      int length = 2 * SMALL + clientId.length();
      length += user == null ? 0 : user.length();
      length += password == null ? 0 : password.length();
      return will == null ? length : length + will.topic().length() + will.message().length();
    }

    /** Hides the password. */
    @Override
    public String toString() {
      return "Connect[clientId=" + clientId + ", user=" + user + "]";
    }
  }

  /**
   * The will in a CONNECT.
   *
   * @param qos 0 to 2
   * @param retain the retain flag
   * @param topic the topic
   * @param message the message
   */
  record Will(int qos, boolean retain, String topic, String message) {}

  /**
   * PUBLISH.
   *
   * @param id the packet id, sent for QoS 1 and 2 even if it is 0
   * @param qos 0 to 2
   * @param retain the retain flag
   * @param topic the topic
   * @param payload the message; not changed afterwards
   */
  record Publish(int id, int qos, boolean retain, String topic, byte[] payload)
      implements Outgoing {
    @Override
    public int length() {
      return SMALL + topic.length() + payload.length;
    }
  }

  /**
   * SUBSCRIBE with one filter.
   *
   * @param id the packet id
   * @param filter the topic filter
   * @param qos 0 to 2
   */
  record Subscribe(int id, String filter, int qos) implements Outgoing {
    @Override
    public int length() {
      return SMALL + filter.length();
    }
  }

  /**
   * UNSUBSCRIBE with one filter.
   *
   * @param id the packet id
   * @param filter the topic filter
   */
  record Unsubscribe(int id, String filter) implements Outgoing {
    @Override
    public int length() {
      return SMALL + filter.length();
    }
  }

  /**
   * PUBACK, PUBREC, PUBREL or PUBCOMP.
   *
   * @param step which
   * @param id the packet id
   */
  record Acknowledge(Step step, int id) implements Outgoing {}

  /** PINGREQ. */
  record Ping() implements Outgoing {}

  /** DISCONNECT. */
  record Disconnect() implements Outgoing {}

  /** The steps of a delivery. */
  enum Step {
    /** QoS 1 done. */
    PUBACK,
    /** QoS 2, received. */
    PUBREC,
    /** QoS 2, released. */
    PUBREL,
    /** QoS 2, complete. */
    PUBCOMP
  }
}

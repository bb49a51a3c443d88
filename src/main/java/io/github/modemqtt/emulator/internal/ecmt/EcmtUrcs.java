package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.audit.MqttAudit;
import io.github.modemqtt.emulator.internal.command.Urcs;
import io.github.modemqtt.emulator.internal.network.Incoming;

/** The URCs of the MQTT client, byte for byte. */
final class EcmtUrcs {
  /** The result of an operation. */
  static final int DONE = 0;

  static final int NOT_SENT = 2;
  static final int FAILED = -1;

  private final Urcs urcs;
  private final MqttAudit audit;

  EcmtUrcs(Urcs urcs, MqttAudit audit) {
    this.urcs = urcs;
    this.audit = audit;
  }

  void open(int result) {
    urcs.send("+ECMTOPEN: 0," + result);
  }

  void connect(int result, int returnCode) {
    urcs.send("+ECMTCONN: 0," + result + "," + returnCode);
  }

  void subscribe(int id, int result, int value) {
    audit.answered(id);
    urcs.send("+ECMTSUB: 0," + id + "," + result + "," + value);
  }

  void unsubscribe(int id, int result) {
    audit.answered(id);
    urcs.send("+ECMTUNS: 0," + id + "," + result);
  }

  void publish(int id, int result) {
    audit.answered(id);
    urcs.send("+ECMTPUB: 0," + id + "," + result);
  }

  void disconnect(int result) {
    urcs.send("+ECMTDISC: 0," + result);
  }

  void close(int result) {
    urcs.send("+ECMTCLOSE: 0," + result);
  }

  void linkLost() {
    urcs.send("+ECMTSTAT: 0,1");
  }

  /** The payload starts behind its leading NULs and ends at the next one. */
  void message(Incoming.Message message) {
    String payload = message.payload();
    int start = 0;
    while (start < payload.length() && payload.charAt(start) == '\0') {
      start++;
    }
    urcs.send(
        "+ECMTRECV: 0,"
            + message.id()
            + ",\""
            + message.topic()
            + "\","
            + payload.substring(start));
  }
}

package io.github.modemqtt.capture;

import org.jspecify.annotations.Nullable;

/** The commands of the MQTT client whose result comes later, as a URC of the same name. */
public enum EcmtCommand {
  /** {@code +ECMTOPEN: <connection>,<result>}. */
  ECMTOPEN(2, 2),
  /** {@code +ECMTCONN: <connection>,<result>,<return code>}. */
  ECMTCONN(3, 3),
  /** {@code +ECMTSUB: <connection>,<message id>,<result>[,<value>]}. */
  ECMTSUB(3, 4),
  /** {@code +ECMTUNS: <connection>,<message id>,<result>}. */
  ECMTUNS(3, 3),
  /** {@code +ECMTPUB: <connection>,<message id>,<result>[,<value>]}; known firmware sends three. */
  ECMTPUB(3, 4),
  /** {@code +ECMTDISC: <connection>,<result>}. */
  ECMTDISC(2, 2),
  /** {@code +ECMTCLOSE: <connection>,<result>}. */
  ECMTCLOSE(2, 2);

  private final int fewestFields;
  private final int mostFields;

  EcmtCommand(int fewestFields, int mostFields) {
    this.fewestFields = fewestFields;
    this.mostFields = mostFields;
  }

  boolean takesFields(int count) {
    return count >= fewestFields && count <= mostFields;
  }

  boolean hasMessageId() {
    return this == ECMTSUB || this == ECMTUNS || this == ECMTPUB;
  }

  static @Nullable EcmtCommand named(String name) {
    for (EcmtCommand command : values()) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    return null;
  }
}

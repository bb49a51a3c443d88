package io.github.modemqtt.ecmt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.ParameterException;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.mqtt.MqttVersion;
import io.github.modemqtt.mqtt.Will;
import java.time.Duration;
import java.util.Arrays;

/**
 * Configure MQTT parameters: {@code AT+ECMTCFG="<item>",<connection>,<values>}.
 *
 * <p>Settings take effect at the next CONNECT. They are lost by {@code AT+ECMTCLOSE}, by {@code
 * AT+ECMTDISC}, by a failed {@code AT+ECMTOPEN} and by a reset, so they are given before every
 * open. The module answers {@code OK} at once, and {@code +CME ERROR: 3} for a value out of range.
 */
public sealed interface EcmtConfigure extends AtCommand<Void> {

  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  default Void decode(Reply reply) {
    return null;
  }

  private static CommandLine.Builder item(String name, int connectionId) {
    EcmtParameters.requireConnection(connectionId);
    return CommandLine.startingWith("AT+ECMTCFG=").quoted("item", name).number(connectionId);
  }

  /**
   * Keep alive interval.
   *
   * @param connectionId the connection, 0
   * @param interval whole seconds, 0 to 3600; 0 switches it off; the module's default is 120 s. The
   *     module sends PINGREQ after one interval without sending or without receiving, and gives the
   *     broker about 8 s to answer
   */
  record KeepAlive(int connectionId, Duration interval) implements EcmtConfigure {
    private static final int MAX_SECONDS = 3600;

    @Override
    public CommandLine line() {
      long seconds = interval.toSeconds();
      if (seconds < 0 || seconds > MAX_SECONDS || interval.getNano() != 0) {
        throw new ParameterException(
            "keep alive",
            "is " + interval + ", not whole seconds from 0 to " + MAX_SECONDS,
            "choose a value in that range; 120 s or more saves spurious reconnects");
      }
      return item("keepalive", connectionId).number((int) seconds).build();
    }
  }

  /**
   * Session type.
   *
   * @param connectionId the connection, 0
   * @param clean true for a clean session (the module's default), false for a persistent one
   */
  record Session(int connectionId, boolean clean) implements EcmtConfigure {
    @Override
    public CommandLine line() {
      return item("session", connectionId).number(clean ? 1 : 0).build();
    }
  }

  /**
   * Protocol version.
   *
   * @param connectionId the connection, 0
   * @param version MQTT 3.1 or 3.1.1; the module's default is 3.1.1
   */
  record Version(int connectionId, MqttVersion version) implements EcmtConfigure {
    @Override
    public CommandLine line() {
      return item("version", connectionId).number(version.level()).build();
    }
  }

  /**
   * Delivery time-outs.
   *
   * <p>Known firmware stores them and never uses them: it has no acknowledgement time-out at all.
   *
   * @param connectionId the connection, 0
   * @param packet whole seconds, 1 to 60
   * @param retries 1 to 10
   * @param notice whether a time-out is reported
   */
  record Timeout(int connectionId, Duration packet, int retries, boolean notice)
      implements EcmtConfigure {
    private static final int MAX_SECONDS = 60;
    private static final int MAX_RETRIES = 10;

    @Override
    public CommandLine line() {
      long seconds = packet.toSeconds();
      if (seconds < 1 || seconds > MAX_SECONDS || packet.getNano() != 0) {
        throw new ParameterException(
            "packet time-out",
            "is " + packet + ", not 1 to 60 whole seconds",
            "choose one of those");
      }
      if (retries < 1 || retries > MAX_RETRIES) {
        throw new ParameterException(
            "number of retries", "is " + retries + ", not 1 to 10", "choose one of those");
      }
      return item("timeout", connectionId)
          .number((int) seconds)
          .number(retries)
          .number(notice ? 1 : 0)
          .build();
    }
  }

  /**
   * TLS, for the next open. The firmware takes the connection for granted here.
   *
   * @param tls how the two sides prove who they are
   */
  record Security(EcmtTls tls) implements EcmtConfigure {
    @Override
    public CommandLine line() {
      return tls.line(CommandLine.startingWith("AT+ECMTCFG=").quoted("item", "ssl"));
    }
  }

  /**
   * Last will.
   *
   * @param connectionId the connection, 0
   * @param will the will; its payload is text without quotes and control characters and not empty,
   *     because the module takes it as a quoted string
   * @param limits the firmware's limits
   */
  record LastWill(int connectionId, Will will, EcmtLimits limits) implements EcmtConfigure {
    @Override
    public CommandLine line() {
      String message = will.payloadAsText();
      EcmtParameters.requireText("will topic", will.topic().value(), limits.topic());
      EcmtParameters.requireText("will message", message, limits.will());
      requireSamePayload(message);
      return item("will", connectionId)
          .number(1)
          .number(will.qos().level())
          .number(will.retain() ? 1 : 0)
          .quoted("will topic", will.topic().value())
          .quoted("will message", message)
          .build();
    }

    private void requireSamePayload(String message) {
      if (!Arrays.equals(message.getBytes(UTF_8), will.payload())) {
        throw new ParameterException(
            "will message", "is not UTF-8 text", "encode it as text, for example as hex");
      }
    }
  }
}
